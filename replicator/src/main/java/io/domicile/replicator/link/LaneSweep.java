package io.domicile.replicator.link;

import io.domicile.replicator.erasure.MirrorTimes;
import io.domicile.replicator.lane.Erasure;
import io.domicile.replicator.lane.Residents.Residence;
import io.domicile.residency.OrganizationId;
import io.domicile.residency.RegionId;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** How far erasing on one lane's mirror has come. Confined to the worker's thread. */
final class LaneSweep {

    /** What the source has deleted unseen, as far as it is known. */
    final LaneReconciliation reconciliation;

    /** What the lane was last given to write. */
    @Nullable
    Erasure handed;

    /** Generation of the source's policy by which nothing it forbids has a value on the mirror. */
    long tombstoned;

    /** The same, and the values are gone from the segments. */
    long erased;

    /** Whether it is known what the mirror holds. */
    boolean surveyed;

    /** Whether a thread is reading the mirror for this lane. */
    boolean scanning;

    /** Tombstones found to be necessary and not yet written, in transactions. */
    final Deque<Erasure> orders = new ArrayDeque<>();

    /** Whose erasure the orders complete. */
    Map<OrganizationId, Residence> erasing = Map.of();

    /** Whether another scan has to look for more keys after the orders. */
    boolean more;

    /** What was judged last; judged again where it changes, and now and then. */
    Map<RegionId, Long> judged = Map.of();

    boolean dirty = true;
    long judgedNanos;
    long notBeforeNanos;
    long nextLookNanos;

    /** Whether this process has written a tombstone, and when the last. */
    boolean written;

    long writtenNanos;
    MirrorTimes times = new MirrorTimes(Duration.ZERO, Duration.ZERO);

    private long toldTombstoned;
    private long toldErased;

    /** Whether the lane's word does not say all of it yet. */
    boolean isNews() {
        return tombstoned != toldTombstoned || erased != toldErased;
    }

    /** The lane's word says it now. */
    void told() {
        toldTombstoned = tombstoned;
        toldErased = erased;
    }

    /** Asks for the lane's mirror to be compared with its source, whatever is known. */
    void reconcile() {
        reconciliation.asked = true;
    }

    /** Says that the lane begins on an empty mirror now. */
    void begin(long nowNanos) {
        reconciliation.begunNanos = OptionalLong.of(nowNanos);
    }

    LaneSweep(long nowNanos) {
        reconciliation = new LaneReconciliation(nowNanos);
        notBeforeNanos = nowNanos;
        nextLookNanos = nowNanos;
        writtenNanos = nowNanos;
        judgedNanos = nowNanos;
    }
}
