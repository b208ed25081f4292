package io.domicile.kit.republish;

import io.domicile.kit.kafka.RecordHeaders;
import io.domicile.residency.tag.TagReading;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/**
 * What the home topic has shown of one key, in its order.
 *
 * <p>A copy counts as the record it is a copy of. The newest of a key is the one with the highest origin, and a key is
 * stale while its last record has a lower one: a copy came out behind a value that was written meanwhile. One thread.
 */
final class KeyHistory {

    private final String run;
    private @Nullable ConsumerRecord<byte[], byte[]> newest;
    private long newestOrigin = -1;
    private long lastOrigin = -1;
    private long lastEpoch;
    private long sent;
    private long returned;

    /** @param run the run of the republication at hand */
    KeyHistory(String run) {
        this.run = run;
    }

    void observe(ConsumerRecord<byte[], byte[]> record) {
        Optional<CopyOrigin> copy = CopyOrigin.of(record);
        long origin = copy.map(CopyOrigin::offset).orElse(record.offset());
        if (origin >= newestOrigin) {
            newest = record;
            newestOrigin = origin;
        }
        lastOrigin = origin;
        lastEpoch = RecordHeaders.readTag(record.headers()) instanceof TagReading.Valid valid
                ? valid.tag().epoch()
                : 0;
        returned += copy.filter(of -> of.run().equals(run)).isPresent() ? 1 : 0;
    }

    /** Whether it has to be sent at all: a deleted key has not, unless a copy came out behind its deletion. */
    boolean isCurrent() {
        return newest != null && (newest.value() != null || isStale());
    }

    /** The newest record, of which a copy is about to be sent. */
    ConsumerRecord<byte[], byte[]> newest() {
        if (newest == null) {
            throw new IllegalStateException("nothing was observed yet");
        }
        return newest;
    }

    long newestOrigin() {
        return newestOrigin;
    }

    void sent() {
        sent++;
    }

    /** Whether a copy was sent that did not come out yet. */
    boolean isUnderWay() {
        return returned < sent;
    }

    /** Whether the last record is the newest, and was decided by this epoch of the policy or a later one. */
    boolean isSettled(long epoch) {
        return sent > 0 && !isUnderWay() && !isStale() && lastEpoch >= epoch;
    }

    private boolean isStale() {
        return lastOrigin < newestOrigin;
    }
}
