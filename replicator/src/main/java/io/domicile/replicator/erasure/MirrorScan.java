package io.domicile.replicator.erasure;

import io.domicile.residency.OrganizationId;
import io.domicile.residency.RecordKey;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;

/** Reads mirror partitions from their beginning to the end they have. Holds the keys it found, not their values. */
public final class MirrorScan {

    private static final Duration POLL = Duration.ofMillis(100);

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

    private void read(
            Supplier<Consumer<byte[], byte[]>> consumers,
            TopicPartition mirror,
            java.util.function.Consumer<ConsumerRecord<byte[], byte[]>> each) {
        try (Consumer<byte[], byte[]> consumer = consumers.get()) {
            consumer.assign(List.of(mirror));
            consumer.seekToBeginning(List.of(mirror));
            long end = end(mirror);
            long deadline = System.nanoTime() + patience.toNanos();
            while (consumer.position(mirror, patience) < end) {
                long before = consumer.position(mirror, patience);
                consumer.poll(POLL).forEach(each);
                if (consumer.position(mirror, patience) > before) {
                    deadline = System.nanoTime() + patience.toNanos();
                } else if (System.nanoTime() - deadline > 0) {
                    throw new TimeoutException(mirror + " could not be read to its end");
                }
            }
        }
    }

    /** Behind what is committed but not marked so yet: a commit is confirmed before its markers are written. */
    private long end(TopicPartition mirror) {
        try (Consumer<byte[], byte[]> consumer = everything.get()) {
            return consumer.endOffsets(List.of(mirror), patience).getOrDefault(mirror, 0L);
        }
    }

    /** @param more whether there are others */
    public record LiveKeys(List<byte[]> keys, boolean more) {

        public LiveKeys {
            keys = List.copyOf(keys);
        }
    }
}
