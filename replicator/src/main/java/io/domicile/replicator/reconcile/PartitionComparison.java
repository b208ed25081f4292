package io.domicile.replicator.reconcile;

import io.domicile.replicator.provenance.Origin;
import io.domicile.replicator.provenance.Provenance;
import io.domicile.replicator.provenance.ProvenanceHeader;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/**
 * Compares one part of a partition's keys. It is given the mirror first, from its beginning to its end, then the source:
 * so every value that was on the mirror is at the source, or a newer record of its key is, or its key was deleted.
 *
 * <p>What the lane has not come to yet is not judged: a key whose newest record at the source is at the position or
 * behind it will follow by itself. Holds no keys and no values, only their digests. For one thread.
 */
final class PartitionComparison {

    private final Origin origin;
    private final long position;
    private final boolean absenceTells;
    private final boolean formerTells;
    private final KeySlice slice;
    private final int maxKeys;
    private final Crossing crossing;
    private final Map<Digest, KeyHistory> keys = new HashMap<>();
    private boolean full;

    /** @param maxKeys to hold; with more the comparison is {@link #isFull} and says nothing */
    PartitionComparison(ReconcileTask task, KeySlice slice, int maxKeys, Crossing crossing) {
        this.origin = task.origin();
        this.position = task.position();
        this.absenceTells = task.absenceTells();
        this.formerTells = task.formerTells();
        this.slice = slice;
        this.maxKeys = maxKeys;
        this.crossing = crossing;
    }

    boolean isFull() {
        return full;
    }

    void mirror(ConsumerRecord<byte[], byte[]> record) {
        KeyHistory history = history(record);
        if (history == null) {
            return;
        }
        Optional<Provenance> any = ProvenanceHeader.read(record.headers());
        Optional<Provenance> provenance = any.filter(found -> found.origin().equals(origin));
        history.mirrorOffset = record.offset();
        history.mirrorValue = record.value() == null ? null : Digest.of(record.value());
        history.isForeign = provenance.isEmpty();
        history.isFormer = any.isPresent() && provenance.isEmpty();
        history.followsDeletion = record.value() != null && crossing.followsDeletion(record.key());
        history.copied = provenance
                .filter(found -> found.kind() == Provenance.Kind.COPY)
                .map(Provenance::offset)
                .orElse(KeyHistory.NONE);
    }

    void source(ConsumerRecord<byte[], byte[]> record) {
        KeyHistory history = history(record);
        if (history == null) {
            return;
        }
        history.sourceOffset = record.offset();
        history.hasSourceValue = record.value() != null;
        // Of what the mirror has a newer copy of, nothing needs to be known
        boolean matters = history.hasSourceValue && record.offset() < position && record.offset() >= history.copied;
        history.answer = matters ? crossing.ask(record) : null;
    }

    /** What has been found; says nothing where {@link #isFull}. */
    Result result() {
        Map<Digest, Long> missing = new HashMap<>();
        long sourceKeys = 0;
        long mirrorKeys = 0;
        long stale = 0;
        long absent = 0;
        long foreign = 0;
        long unexplained = 0;
        for (Map.Entry<Digest, KeyHistory> entry : keys.entrySet()) {
            KeyHistory key = entry.getValue();
            boolean isOnMirror = key.mirrorValue != null;
            sourceKeys += key.hasSourceValue ? 1 : 0;
            mirrorKeys += isOnMirror ? 1 : 0;
            foreign += key.isForeign ? 1 : 0;
            if (key.sourceOffset >= position || key.copied >= position) {
                continue;
            }
            if (key.hasSourceValue) {
                absent += !isOnMirror && crosses(key.answer) ? 1 : 0;
                stale += isOnMirror && isStale(key) ? 1 : 0;
            } else if (key.followsDeletion && isDeleted(key)) {
                missing.put(entry.getKey(), key.mirrorOffset);
            } else if (key.followsDeletion) {
                unexplained++;
            }
        }
        return new Result(
                new Findings(sourceKeys, mirrorKeys, missing.size(), stale, absent, foreign, unexplained), missing);
    }

    /** Of a key without a value at the source. */
    private boolean isDeleted(KeyHistory key) {
        return key.sourceOffset != KeyHistory.NONE || (absenceTells && (formerTells || !key.isFormer));
    }

    private static boolean crosses(Crossing.@Nullable Answer answer) {
        return answer instanceof Crossing.Answer.Value || answer instanceof Crossing.Answer.AnyValue;
    }

    private static boolean isStale(KeyHistory key) {
        if (key.copied != key.sourceOffset) {
            return !(key.answer instanceof Crossing.Answer.NotMeant);
        }
        return key.answer instanceof Crossing.Answer.Value value
                && !value.digest().equals(key.mirrorValue);
    }

    private @Nullable KeyHistory history(ConsumerRecord<byte[], byte[]> record) {
        if (record.key() == null || full) {
            return null;
        }
        Digest key = Digest.of(record.key());
        if (!slice.holds(key)) {
            return null;
        }
        KeyHistory known = keys.get(key);
        if (known != null) {
            return known;
        }
        if (keys.size() == maxKeys) {
            full = true;
            keys.clear();
            return null;
        }
        KeyHistory fresh = new KeyHistory();
        keys.put(key, fresh);
        return fresh;
    }

    /**
     * What one part came to.
     *
     * @param missing digests of keys that want a tombstone, and the offset of their newest record on the mirror
     */
    record Result(Findings findings, Map<Digest, Long> missing) {

        Result {
            missing = Map.copyOf(missing);
        }
    }
}
