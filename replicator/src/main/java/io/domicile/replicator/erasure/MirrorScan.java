package io.domicile.replicator.erasure;

import io.domicile.replicator.client.PartitionReading;
import io.domicile.residency.OrganizationId;
import io.domicile.residency.RecordKey;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;

/** Reads mirror partitions from their beginning to the end they have. Holds the keys it found, not their values. */
public final class MirrorScan {

    private final Supplier<Consumer<byte[], byte[]>> committed;
    private final Supplier<Consumer<byte[], byte[]>> everything;
    private final Duration patience;

    /**
     * @param committed makes a consumer of the target that sees committed records
     * @param everything makes one that sees aborted and unfinished ones too
     * @param patience how long reading may make no progress
     */
    public MirrorScan(
            Supplier<Consumer<byte[], byte[]>> committed,
            Supplier<Consumer<byte[], byte[]>> everything,
            Duration patience) {
        this.committed = committed;
        this.everything = everything;
        this.patience = patience;
    }

    /**
     * Every organization of which some segment still has a value, superseded or not, with one of its keys.
     *
     * @throws org.apache.kafka.common.KafkaException if the target does not answer
     */
    public Map<OrganizationId, byte[]> values(TopicPartition mirror) {
        Map<OrganizationId, byte[]> found = new HashMap<>();
        read(everything, mirror, record -> {
            if (record.value() != null) {
                organization(record).ifPresent(organization -> found.put(organization, record.key()));
            }
        });
        return Map.copyOf(found);
    }

    /**
     * The keys of these organizations that have a value.
     *
     * @param atMost keys to find, so that memory is bounded; the rest is found by another scan
     * @throws org.apache.kafka.common.KafkaException if the target does not answer
     */
    public LiveKeys live(TopicPartition mirror, Set<OrganizationId> organizations, int atMost) {
        Set<ByteBuffer> keys = new LinkedHashSet<>();
        boolean[] more = {false};
        read(committed, mirror, record -> {
            if (organization(record).filter(organizations::contains).isEmpty()) {
                return;
            }
            ByteBuffer key = ByteBuffer.wrap(record.key());
            if (record.value() == null) {
                keys.remove(key);
            } else if (keys.size() < atMost) {
                keys.add(key);
            } else if (!keys.contains(key)) {
                more[0] = true;
            }
        });
        return new LiveKeys(keys.stream().map(ByteBuffer::array).toList(), more[0]);
    }

    private static Optional<OrganizationId> organization(ConsumerRecord<byte[], byte[]> record) {
        return RecordKey.parse(record.key()).map(RecordKey::organization);
    }

    /**
     * Which of these keys have a record at this offset or behind it.
     *
     * @throws org.apache.kafka.common.KafkaException if the target does not answer
     */
    public Set<ByteBuffer> writtenFrom(TopicPartition mirror, long offset, Set<ByteBuffer> keys) {
        Set<ByteBuffer> written = new HashSet<>();
        try (Consumer<byte[], byte[]> consumer = committed.get()) {
            new PartitionReading(consumer, mirror, patience).from(offset, end(mirror), record -> {
                ByteBuffer key = record.key() == null ? null : ByteBuffer.wrap(record.key());
                if (key != null && keys.contains(key)) {
                    written.add(key);
                }
            });
        }
        return Set.copyOf(written);
    }

    private void read(
            Supplier<Consumer<byte[], byte[]>> consumers,
            TopicPartition mirror,
            java.util.function.Consumer<ConsumerRecord<byte[], byte[]>> each) {
        try (Consumer<byte[], byte[]> consumer = consumers.get()) {
            new PartitionReading(consumer, mirror, patience).fromStart(end(mirror), each);
        }
    }

    /** Behind what is committed but not marked so yet: a commit is confirmed before its markers are written. */
    private long end(TopicPartition mirror) {
        try (Consumer<byte[], byte[]> consumer = everything.get()) {
            return new PartitionReading(consumer, mirror, patience).end();
        }
    }

    /** @param more whether there are others */
    public record LiveKeys(List<byte[]> keys, boolean more) {

        public LiveKeys {
            keys = List.copyOf(keys);
        }
    }
}
