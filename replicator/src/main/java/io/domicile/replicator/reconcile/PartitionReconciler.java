package io.domicile.replicator.reconcile;

import io.domicile.replicator.client.PartitionReading;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/**
 * Reads a mirror and its source and compares them.
 *
 * <ol>
 *   <li>The mirror is read first, to the end it has, then the source under {@code read_committed} to its last stable
 *       offset. Where there are more keys than may be held, both are read again for one part of the keys after another.
 *   <li>Where tombstones are missing, the mirror is read again for the keys themselves, and the source's new records
 *       are: a key of which either has a newer record is left alone.
 *   <li>Who writes the tombstones has to check the mirror once more from {@link Reconciliation#checkedTo} on.
 * </ol>
 *
 * <p>Safe for use by several threads.
 */
public final class PartitionReconciler {

    private static final int MAX_KEYS = 200_000;
    private static final int MAX_MISSING = 50_000;
    private static final int MAX_PARTS = 1 << 12;

    private final Supplier<Consumer<byte[], byte[]>> source;
    private final Supplier<Consumer<byte[], byte[]>> mirror;
    private final Supplier<Consumer<byte[], byte[]>> mirrorBytes;
    private final Duration patience;
    private final int maxKeys;
    private final int maxMissing;

    /**
     * @param source makes a consumer of the source that sees committed records
     * @param mirror makes one of the target
     * @param mirrorBytes makes one of the target that sees unfinished records too
     * @param patience how long reading may make no progress
     */
    public PartitionReconciler(
            Supplier<Consumer<byte[], byte[]>> source,
            Supplier<Consumer<byte[], byte[]>> mirror,
            Supplier<Consumer<byte[], byte[]>> mirrorBytes,
            Duration patience) {
        this(source, mirror, mirrorBytes, patience, MAX_KEYS, MAX_MISSING);
    }

    /**
     * @param maxKeys to hold at once
     * @param maxMissing to give out at once
     */
    PartitionReconciler(
            Supplier<Consumer<byte[], byte[]>> source,
            Supplier<Consumer<byte[], byte[]>> mirror,
            Supplier<Consumer<byte[], byte[]>> mirrorBytes,
            Duration patience,
            int maxKeys,
            int maxMissing) {
        this.source = source;
        this.mirror = mirror;
        this.mirrorBytes = mirrorBytes;
        this.patience = patience;
        this.maxKeys = maxKeys;
        this.maxMissing = maxMissing;
    }

    /**
     * @throws SourceBehindException if the source does not reach as far as the ledger says
     * @throws KafkaException if a cluster does not answer
     * @throws io.domicile.schemas.registry.SchemaRegistryException if a value cannot be translated now
     */
    public Reconciliation run(ReconcileTask task, Crossing crossing) {
        try (Consumer<byte[], byte[]> sourceConsumer = source.get();
                Consumer<byte[], byte[]> mirrorConsumer = mirror.get()) {
            PartitionReading here = new PartitionReading(mirrorConsumer, task.mirror(), patience);
            PartitionReading there = new PartitionReading(sourceConsumer, task.source(), patience);
            long sourceEnd = there.end();
            if (sourceEnd < task.position()) {
                throw new SourceBehindException(task.source());
            }
            if (mirrorEnd(task.mirror()) == 0 && task.position() <= there.start()) {
                return Reconciliation.NOTHING;
            }
            for (int parts = 1; parts <= MAX_PARTS; parts *= 2) {
                Optional<Found> result = compare(task, crossing, here, there, parts);
                if (result.isPresent()) {
                    return confirm(task, result.get(), here, there, sourceEnd);
                }
            }
        }
        throw new KafkaException(task.mirror() + " has more keys than can be compared");
    }

    /** Findings are of all keys; of those that are missing no more are kept than may be given out. */
    private Optional<Found> compare(
            ReconcileTask task, Crossing crossing, PartitionReading here, PartitionReading there, int parts) {
        Findings findings = Findings.NONE;
        Map<Digest, Long> missing = new HashMap<>();
        boolean more = false;
        for (int part = 0; part < parts; part++) {
            PartitionComparison comparison =
                    new PartitionComparison(task, new KeySlice(part, parts), maxKeys, crossing);
            here.fromStart(mirrorEnd(task.mirror()), comparison::mirror);
            there.fromStart(there.end(), comparison::source);
            if (comparison.isFull()) {
                return Optional.empty();
            }
            PartitionComparison.Result result = comparison.result();
            findings = findings.plus(result.findings());
            for (Map.Entry<Digest, Long> key : result.missing().entrySet()) {
                if (missing.size() == maxMissing) {
                    more = true;
                    break;
                }
                missing.put(key.getKey(), key.getValue());
            }
        }
        return Optional.of(new Found(findings, missing, more));
    }

    private Reconciliation confirm(
            ReconcileTask task, Found found, PartitionReading here, PartitionReading there, long sourceEnd) {
        if (found.missing().isEmpty()) {
            return new Reconciliation(found.findings(), List.of(), false, 0);
        }
        Map<Digest, byte[]> keys = new HashMap<>();
        long checkedTo = here.fromStart(mirrorEnd(task.mirror()), record -> {
            Digest key = digest(record);
            Long newest = key == null ? null : found.missing().get(key);
            if (key == null || newest == null || record.offset() < newest) {
                return;
            }
            if (record.offset() > newest) {
                keys.remove(key);
            } else {
                keys.put(key, record.key());
            }
        });
        there.from(sourceEnd, there.end(), record -> {
            Digest written = digest(record);
            if (written != null) {
                keys.remove(written);
            }
        });
        return new Reconciliation(found.findings(), List.copyOf(keys.values()), found.more(), checkedTo);
    }

    private static @Nullable Digest digest(ConsumerRecord<byte @Nullable [], ?> record) {
        byte[] key = record.key();
        return key == null ? null : Digest.of(key);
    }

    /** Behind what is committed but not marked so yet: a commit is confirmed before its markers are written. */
    private long mirrorEnd(TopicPartition partition) {
        try (Consumer<byte[], byte[]> consumer = mirrorBytes.get()) {
            return new PartitionReading(consumer, partition, patience).end();
        }
    }

    /** @param more whether keys are missing that are not in the map */
    private record Found(Findings findings, Map<Digest, Long> missing, boolean more) {}
}
