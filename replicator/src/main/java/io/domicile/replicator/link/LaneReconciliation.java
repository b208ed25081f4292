package io.domicile.replicator.link;

import io.domicile.replicator.lane.Erasure;
import java.util.ArrayDeque;
import java.util.Deque;

/** How far comparing one lane's mirror with its source has come. Confined to the worker's thread. */
final class LaneReconciliation {

    /** Whether a comparison is wanted whatever is known. */
    boolean asked;

    /** Whether the mirror is empty and the lane begins at the source's log start; not noted as a proof yet. */
    boolean begun;

    /** Whether a thread is comparing. */
    boolean comparing;

    /** Tombstones found missing and not yet written, in transactions. */
    final Deque<Erasure> orders = new ArrayDeque<>();

    long notBeforeNanos;

    /** A lane has written the first of its orders. After the last one another comparison shows what came of them. */
    void written() {
        orders.poll();
        asked |= orders.isEmpty();
    }

    LaneReconciliation(long nowNanos) {
        notBeforeNanos = nowNanos;
    }
}
