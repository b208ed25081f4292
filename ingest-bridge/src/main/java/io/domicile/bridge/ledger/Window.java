package io.domicile.bridge.ledger;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * How much one connection may have in hand, in messages and in bytes. It bounds the heap whatever the broker sends: a
 * broker may ignore the receive maximum, and MQTT 3.1.1 has none.
 *
 * <p>A message keeps its place until nothing refers to it any more: one that was released when its connection ended keeps
 * it for as long as Kafka's producer has its record. Once full, the window opens again when a quarter of it is free, so
 * that the socket is not stopped and started for each message. Safe for use by several threads.
 */
public final class Window {

    private static final double REOPEN_AT = 0.75;

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition left = lock.newCondition();
    private final int maxMessages;
    private final long maxBytes;
    private final InstantSource clock;
    private int messages;
    private long bytes;
    private boolean full;
    private int side;
    private final int[] onSide = new int[2];

    /** When a message last ended, or the window last became occupied, whichever was later. */
    private Instant progress = Instant.MIN;

    /**
     * @param maxMessages at least 1
     * @param maxBytes at least 1; a message that is larger is let in alone
     */
    public Window(int maxMessages, long maxBytes, InstantSource clock) {
        if (maxMessages < 1 || maxBytes < 1) {
            throw new IllegalArgumentException("a window has room for one message and one byte at least");
        }
        this.maxMessages = maxMessages;
        this.maxBytes = maxBytes;
        this.clock = clock;
    }

    /**
     * Takes a place, waiting for room where there is none.
     *
     * @return empty where the time was over first
     */
    public Optional<Place> enter(long size, Duration atMost) throws InterruptedException {
        long nanos = atMost.toNanos();
        lock.lockInterruptibly();
        try {
            while (!hasRoomFor(size)) {
                full = true;
                if (nanos <= 0) {
                    return Optional.empty();
                }
                nanos = left.awaitNanos(nanos);
            }
            if (messages == 0) {
                progress = clock.instant();
            }
            messages++;
            bytes += size;
            onSide[side]++;
            return Optional.of(new Place(this, size, side));
        } finally {
            lock.unlock();
        }
    }

    /**
     * Waits until the window is not full.
     *
     * @return false where the time was over first
     */
    public boolean awaitRoom(Duration atMost) throws InterruptedException {
        long nanos = atMost.toNanos();
        lock.lockInterruptibly();
        try {
            while (full) {
                if (nanos <= 0) {
                    return false;
                }
                nanos = left.awaitNanos(nanos);
            }
            return true;
        } finally {
            lock.unlock();
        }
    }

    /** Messages that have a place. */
    public int messages() {
        lock.lock();
        try {
            return messages;
        } finally {
            lock.unlock();
        }
    }

    /** The bytes of the messages that have a place. */
    public long bytes() {
        lock.lock();
        try {
            return bytes;
        } finally {
            lock.unlock();
        }
    }

    /**
     * How long messages have had a place and none has ended. Unlike the age of the oldest message it goes on when a
     * connection ends and its messages are released.
     */
    public Duration stalledFor() {
        lock.lock();
        try {
            return messages == 0 ? Duration.ZERO : Duration.between(progress, clock.instant());
        } finally {
            lock.unlock();
        }
    }

    /**
     * Begins to tell the messages that come from now on from those that have a place.
     *
     * @throws IllegalStateException unless the turn before {@linkplain #isTurned is over}
     */
    public void turn() {
        lock.lock();
        try {
            if (onSide[1 - side] > 0) {
                throw new IllegalStateException("the turn before is not over");
            }
            side = 1 - side;
        } finally {
            lock.unlock();
        }
    }

    /** Whether every message that had a place before the last {@link #turn} has given it back. */
    public boolean isTurned() {
        lock.lock();
        try {
            return onSide[1 - side] == 0;
        } finally {
            lock.unlock();
        }
    }

    private boolean hasRoomFor(long size) {
        return messages == 0 || (!full && messages < maxMessages && bytes + size <= maxBytes);
    }

    private void leave(long size, int ofSide, boolean ended) {
        lock.lock();
        try {
            if (ended) {
                progress = clock.instant();
            }
            messages--;
            onSide[ofSide]--;
            bytes -= size;
            if (full && messages <= maxMessages * REOPEN_AT && bytes <= maxBytes * REOPEN_AT) {
                full = false;
            }
            left.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** One message's place. */
    public static final class Place {

        /** Of a message that no window bounds. */
        static final Place NONE = new Place(null, 0, 0);

        private final @Nullable Window window;
        private final long size;
        private final int side;
        private final AtomicBoolean taken = new AtomicBoolean(true);

        private Place(@Nullable Window window, long size, int side) {
            this.window = window;
            this.size = size;
            this.side = side;
        }

        /** Gives the place of a message that has ended back; further calls do nothing. Any thread; does not block. */
        public void leave() {
            giveBack(true);
        }

        /** Gives the place of a message that the broker will deliver again back; otherwise as {@link #leave}. */
        public void abandon() {
            giveBack(false);
        }

        private void giveBack(boolean ended) {
            if (window != null && taken.compareAndSet(true, false)) {
                window.leave(size, side, ended);
            }
        }
    }
}
