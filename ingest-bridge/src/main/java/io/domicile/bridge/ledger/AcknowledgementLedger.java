package io.domicile.bridge.ledger;

import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Every message in hand, in the order of arrival.
 *
 * <ol>
 *   <li>Every message ends exactly once, with one {@link Ending}; what comes second is ignored.
 *   <li>A message is acknowledged at most once, and never after it was released.
 *   <li>A message that was released is never acknowledged: the broker delivers it again.
 *   <li>At every moment: received = ended + in flight. One lock guards both.
 *   <li>Any thread may call any method; the lock is never held over a foreign call.
 * </ol>
 */
public final class AcknowledgementLedger {

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition ended = lock.newCondition();
    private final Set<InFlight> inFlight = new LinkedHashSet<>();
    private final BridgeCounts counts = new BridgeCounts();
    private long nextSequence;
    private Epoch latest = new Epoch(this);

    /** A new connection's part of the ledger. */
    public Epoch openEpoch() {
        lock.lock();
        try {
            latest = new Epoch(this);
            return latest;
        } finally {
            lock.unlock();
        }
    }

    public CountSnapshot snapshot() {
        lock.lock();
        try {
            return counts.snapshot(inFlight.size(), latest.blocked());
        } finally {
            lock.unlock();
        }
    }

    /** How long the message that has been in hand longest has been; zero where there is none. */
    public Duration oldestAge(Instant now) {
        lock.lock();
        try {
            return inFlight.isEmpty()
                    ? Duration.ZERO
                    : Duration.between(inFlight.iterator().next().receivedAt(), now);
        } finally {
            lock.unlock();
        }
    }

    /** A mark after every message received so far, for {@link #awaitSettled}. */
    public long mark() {
        lock.lock();
        try {
            return nextSequence;
        } finally {
            lock.unlock();
        }
    }

    /**
     * Waits until every message received before the mark has ended.
     *
     * @return false where the time was over first
     */
    public boolean awaitSettled(long mark, Duration atMost) throws InterruptedException {
        long nanos = atMost.toNanos();
        lock.lock();
        try {
            while (!inFlight.isEmpty() && inFlight.iterator().next().sequence() < mark) {
                if (nanos <= 0) {
                    return false;
                }
                nanos = ended.awaitNanos(nanos);
            }
            return true;
        } finally {
            lock.unlock();
        }
    }

    Optional<InFlight> register(Epoch epoch, Delivery delivery, Instant receivedAt, Window.Place place) {
        lock.lock();
        try {
            if (epoch.isClosed()) {
                return Optional.empty();
            }
            InFlight message = new InFlight(this, epoch, delivery, receivedAt, place, nextSequence++);
            inFlight.add(message);
            if (!delivery.isAtMostOnce()) {
                epoch.add(message);
            }
            counts.countReceived(delivery.isAtMostOnce());
            return Optional.of(message);
        } finally {
            lock.unlock();
        }
    }

    /** Whether the message is the caller's to acknowledge and to end: it was not settled before. */
    boolean settle(InFlight message) {
        lock.lock();
        try {
            boolean isFirst = !message.isSettled();
            message.markSettled();
            return isFirst;
        } finally {
            lock.unlock();
        }
    }

    /** Counts a message that was settled, after it was acknowledged: who waits for its end may end the connection. */
    void end(InFlight message, Ending ending) {
        lock.lock();
        try {
            message.epoch().open().remove(message);
            inFlight.remove(message);
            counts.countEnded(ending, message.isAtMostOnce());
            ended.signalAll();
        } finally {
            lock.unlock();
        }
    }

    int close(Epoch epoch) {
        lock.lock();
        try {
            epoch.markClosed();
            List<InFlight> released = epoch.open().stream()
                    .filter(message -> !message.isSettled())
                    .toList();
            released.forEach(message -> {
                message.markSettled();
                end(message, Ending.CONNECTION_ENDED);
            });
            return released.size();
        } finally {
            lock.unlock();
        }
    }
}
