package io.domicile.replicator.lag;

import io.domicile.replicator.client.Answers;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
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
    public Map<TopicPartition, Long> positions() {
        Map<TopicPartition, Long> positions = new HashMap<>();
        offsets().forEach((mirror, committed) -> {
            String source = sources.get(mirror.topic());
            if (source != null && committed != null) {
                positions.put(new TopicPartition(source, mirror.partition()), committed.offset());
            }
        });
        return positions;
    }

    @Override
    public void close() {
        Admin present = client;
        client = null;
        if (present != null) {
            present.close(Duration.ZERO);
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
