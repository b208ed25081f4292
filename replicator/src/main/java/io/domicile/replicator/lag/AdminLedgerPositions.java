package io.domicile.replicator.lag;

import io.domicile.kit.kafka.Answers;
import io.domicile.replicator.ledger.LedgerCodec;
import io.domicile.replicator.ledger.LedgerEntry;
import io.domicile.replicator.ledger.UnreadableLedgerException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.GroupIdNotFoundException;
import org.jspecify.annotations.Nullable;

/** Reads the ledger's offsets with an admin client of its own, made at the first question. */
public final class AdminLedgerPositions implements LedgerPositions {

    private final Supplier<Admin> clients;
    private final String group;
    private final Map<String, String> sources;
    private final Duration timeout;
    private @Nullable Admin client;

    /**
     * @param clients makes a client of the target cluster; may throw while the target cannot be resolved
     * @param group the ledger's
     * @param sources source topic by mirror
     */
    public AdminLedgerPositions(Supplier<Admin> clients, String group, Map<String, String> sources, Duration timeout) {
        this.clients = clients;
        this.group = group;
        this.sources = Map.copyOf(sources);
        this.timeout = timeout;
    }

    @Override
    public Map<TopicPartition, Optional<LedgerEntry>> entries() {
        Map<TopicPartition, Optional<LedgerEntry>> entries = new HashMap<>();
        offsets().forEach((mirror, committed) -> {
            String source = sources.get(mirror.topic());
            if (source != null && committed != null) {
                entries.put(new TopicPartition(source, mirror.partition()), entry(committed));
            }
        });
        return entries;
    }

    @Override
    public void close() {
        Admin present = client;
        client = null;
        if (present != null) {
            present.close(Duration.ZERO);
        }
    }

    private static Optional<LedgerEntry> entry(OffsetAndMetadata committed) {
        try {
            return Optional.of(LedgerCodec.decode(committed));
        } catch (UnreadableLedgerException unreadable) {
            // Whoever owns the lane halts it and says so
            return Optional.empty();
        }
    }

    private Map<TopicPartition, OffsetAndMetadata> offsets() {
        try {
            return Answers.await(client().listConsumerGroupOffsets(group).partitionsToOffsetAndMetadata(), timeout);
        } catch (GroupIdNotFoundException neverCommitted) {
            return Map.of();
        }
    }

    private Admin client() {
        Admin present = client;
        if (present == null) {
            present = clients.get();
            client = present;
        }
        return present;
    }
}
