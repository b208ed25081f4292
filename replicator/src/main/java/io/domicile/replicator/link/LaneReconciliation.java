package io.domicile.replicator.link;

import io.domicile.replicator.lane.Erasure;
import java.util.ArrayDeque;
import java.util.Deque;

/** How far comparing one lane's mirror with its source has come. Confined to the worker's thread. */
final class LaneReconciliation {

    /** Whether a comparison is wanted whatever is known. */
    boolean asked;

    /** Whether a thread is comparing. */
    boolean comparing;

    /** Tombstones found missing and not yet written, in transactions. */
    final Deque<Erasure> orders = new ArrayDeque<>();

    long notBeforeNanos;

    LaneReconciliation(long nowNanos) {
        notBeforeNanos = nowNanos;
    }
}
