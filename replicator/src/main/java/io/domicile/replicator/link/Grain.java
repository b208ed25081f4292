package io.domicile.replicator.link;

import io.domicile.replicator.state.HoldReason;
import java.time.Duration;

/**
 * How much of the usual goes into one transaction of a lane: half as much after each that did not come to its end,
 * because the way to the target may be too narrow for more within the time a transaction has; twice as much again after
 * one that ended soon. Confined to the worker's thread.
 */
final class Grain {

    private static final int MOST_HALVINGS = 24;

    /** This part of its time, or less, a transaction takes that ends soon: one twice as large is then in time, too. */
    private static final int SOON = 8;

    private int halvings;

    /** Records in the next transaction, at most. */
    int records(TransactionLimits usual) {
        return Math.max(1, usual.records() >> halvings);
    }

    /** Bytes in the next transaction, at most. */
    long bytes(TransactionLimits usual) {
        return Math.max(1, usual.bytes() >> halvings);
    }

    /** A batch was not done. The target calls a transaction fenced, too, that it has ended because its time was over. */
    void held(HoldReason reason) {
        if (reason == HoldReason.TARGET_UNAVAILABLE || reason == HoldReason.FENCED) {
            halvings = Math.min(MOST_HALVINGS, halvings + 1);
        }
    }

    /** A transaction has ended. */
    void ended(long tookNanos, Duration allowed) {
        if (tookNanos <= allowed.toNanos() / SOON) {
            halvings = Math.max(0, halvings - 1);
        }
    }
}
