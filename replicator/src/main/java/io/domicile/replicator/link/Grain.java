package io.domicile.replicator.link;

import io.domicile.replicator.state.HoldReason;
import java.time.Duration;

/**
 * How much of the usual goes into one transaction of a lane: half of what was in one that did not come to its end,
 * because the way to the target may be too narrow for more within the time a transaction has; twice as much again after
 * one that ended soon. Confined to the worker's thread.
 */
final class Grain {

    /** About one small record. */
    private static final long SMALLEST = 1_024;

    /** This part of its time, or less, a transaction takes that ends soon: one twice as large is then in time, too. */
    private static final int SOON = 8;

    private long bytes = Long.MAX_VALUE;

    /** Bytes in the next transaction, at most; one record in any case. */
    long bytes(long usual) {
        return Math.min(bytes, usual);
    }

    /**
     * A batch was not done. The target calls a transaction fenced, too, that it has ended because its time was over.
     *
     * @param attempted bytes of the batch
     */
    void held(HoldReason reason, long attempted) {
        boolean mayBeTooLarge = reason == HoldReason.TARGET_UNAVAILABLE || reason == HoldReason.FENCED;
        if (mayBeTooLarge && attempted > 0) {
            bytes = Math.max(SMALLEST, attempted / 2);
        }
    }

    /** A transaction has ended. */
    void ended(long tookNanos, Duration allowed) {
        if (tookNanos <= allowed.toNanos() / SOON) {
            bytes = bytes > Long.MAX_VALUE / 2 ? Long.MAX_VALUE : bytes * 2;
        }
    }
}
