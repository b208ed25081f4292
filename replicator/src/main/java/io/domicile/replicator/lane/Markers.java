package io.domicile.replicator.lane;

import io.domicile.replicator.ledger.UnreadableLedgerException;
import io.domicile.replicator.ledger.UnsettledLedgerException;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.common.errors.TimeoutException;

/**
 * Whether the target has ended a transaction where it was written: a coordinator answers before it has written the
 * markers, and Kafka 4.3.1 drops them where a partition has no leader at that moment (KAFKA-20734).
 */
final class Markers {

    private static final Duration LOOK = Duration.ofMillis(5);

    private final LaneId lane;
    private final LaneTools tools;

    Markers(LaneId lane, LaneTools tools) {
        this.lane = lane;
        this.tools = tools;
    }

    /**
     * @param offset of a record of the transaction on the mirror
     * @throws TimeoutException if it is not ended there in time
     */
    void awaitEnd(long offset) {
        long begun = System.nanoTime();
        while (tools.tails().end(lane.mirror()) <= offset || !isSettled()) {
            if (System.nanoTime() - begun > tools.answerWait().toNanos()) {
                throw new TimeoutException("the target has not ended a transaction on " + lane.mirror());
            }
            LockSupport.parkNanos(LOOK.toNanos());
        }
    }

    /** Whether the ledger has no offset pending. */
    boolean isSettled() {
        try {
            tools.ledger().read(lane.mirror(), true);
            return true;
        } catch (UnreadableLedgerException unreadable) {
            // Said when it is read to go on
            return true;
        } catch (UnsettledLedgerException pending) {
            return false;
        }
    }
}
