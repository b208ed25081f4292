package io.domicile.replicator.offset;

import io.domicile.replicator.client.LinkClients;
import io.domicile.replicator.ledger.LedgerEntries;
import io.domicile.replicator.link.Link;
import java.time.Duration;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.Consumer;

/** The clients of one connection to both clusters. */
final class SyncClients implements AutoCloseable {

    private final Admin source;
    private final Admin target;
    private final Consumer<byte[], byte[]> mirrors;
    private final SyncEnds ends;

    SyncClients(Link link, LinkClients clients, Duration timeout) {
        this.source = clients.offsetsSourceAdmin();
        this.target = clients.offsetsTargetAdmin();
        this.mirrors = clients.offsetsConsumer();
        this.ends = new SyncEnds(
                source,
                target,
                new GroupOffsets(source, timeout),
                new GroupOffsets(target, timeout),
                new LedgerEntries(target, link.ledgerGroup(), timeout),
                new GroupTranslator(target, mirrors, timeout),
                timeout);
    }

    SyncEnds ends() {
        return ends;
    }

    @Override
    public void close() {
        try {
            mirrors.close();
        } finally {
            source.close(Duration.ZERO);
            target.close(Duration.ZERO);
        }
    }
}
