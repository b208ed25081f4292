package io.domicile.replicator.link;

import io.domicile.replicator.lane.Erasure;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.OptionalLong;

/** How far comparing one lane's mirror with its source has come. Confined to the worker's thread. */
final class LaneReconciliation {

    /** Whether a comparison is wanted whatever is known. */
    boolean asked;

    /** When the lane began on an empty mirror at the source's log start, until that is noted as a proof. */
    OptionalLong begunNanos = OptionalLong.empty();

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
