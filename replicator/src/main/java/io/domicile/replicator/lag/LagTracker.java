package io.domicile.replicator.lag;

import io.domicile.replicator.lag.LagStatus.Kind;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.LongSupplier;

/**
 * The lag of one mirrored partition, from what its source's end was when, how far the ledger is, and what the link says
 * of the lane. Every input has one writer; all methods may be called by any thread.
 *
 * <p>Freshness counts against the moment a sample was asked for: whatever the source held then lies before the end it
 * answered.
 */
public final class LagTracker {

    private final LagLimits limits;
    private final LongSupplier nanoClock;
    private final SampleRing samples;
    private OptionalLong position = OptionalLong.empty();
    private long movedAt;
    private LaneCondition condition = LaneCondition.RUNNING;
    private final long followedAt;
    private boolean isOwned;
    private boolean isUnwritten;
    private OptionalLong observedAt = OptionalLong.empty();

    /** @param nanoClock a monotonic clock in nanoseconds, such as {@link System#nanoTime} */
    public LagTracker(LagLimits limits, LongSupplier nanoClock) {
        this.limits = limits;
        this.nanoClock = nanoClock;
        this.samples = new SampleRing(limits.samples());
        this.followedAt = nanoClock.getAsLong();
        this.movedAt = followedAt;
    }

    /**
     * The source's last stable offset.
     *
     * @param askedAt what the monotonic clock said when the source was asked
     */
    public synchronized void sampled(long end, long askedAt) {
        OptionalLong newest = samples.time();
        if (newest.isEmpty() || newest.getAsLong() - askedAt <= 0) {
            samples.add(end, askedAt);
        }
    }

    /**
     * The lane, which this process owns from now on, is at this source position: everything before it was committed on
     * the target, or rightly left out.
     */
    public synchronized void committed(long next) {
        isOwned = true;
        isUnwritten = false;
        move(next);
    }

    /**
     * What the target says of the ledger when asked. The answer may be a transaction old, so a lane of this process
     * knows better, unless the ledger has gone on without it.
     */
    public synchronized void observed(long next) {
        observedAt = OptionalLong.of(nanoClock.getAsLong());
        isUnwritten = false;
        if (!isOwned || position.isEmpty() || next > position.getAsLong()) {
            move(next);
        }
    }

    /** The target says that the ledger has no entry: whoever opens the lane begins at the source's log start. */
    public synchronized void observedUnwritten() {
        observedAt = OptionalLong.of(nanoClock.getAsLong());
        isUnwritten = !isOwned;
    }

    /** Whether only the source's log start tells the position. */
    synchronized boolean needsLogStart() {
        return isUnwritten;
    }

    /** The source's log start, where {@link #needsLogStart}. */
    synchronized void startsAt(long logStart) {
        if (isUnwritten && !isOwned) {
            move(logStart);
        }
    }

    private void move(long next) {
        if (position.isEmpty() || position.getAsLong() != next) {
            position = OptionalLong.of(next);
            movedAt = nanoClock.getAsLong();
        }
    }

    /** The ledger's position is not known any more, as when another process takes the lane. */
    public synchronized void lostPosition() {
        position = OptionalLong.empty();
    }

    /** What the link says of the lane, which this process owns from now on. */
    public synchronized void condition(LaneCondition now) {
        isOwned = true;
        isUnwritten = false;
        condition = now;
    }

    /** The lane is another process's or nobody's: what is known of it is what the target says of its ledger. */
    public synchronized void released() {
        isOwned = false;
        condition = LaneCondition.RUNNING;
    }

    /** The lag now. */
    public synchronized LagReading read() {
        long now = nanoClock.getAsLong();
        Optional<Duration> sampleAge = since(samples.time(), now);
        boolean isFresh = sampleAge.isPresent() && sampleAge.get().compareTo(limits.freshFor()) <= 0;
        boolean hasShrunk = hasShrunk();
        OptionalLong behind = hasShrunk ? OptionalLong.empty() : behind();
        OptionalLong waitingSince =
                position.isPresent() ? samples.firstBeyond(position.getAsLong()) : OptionalLong.empty();
        Optional<Duration> proven = position.isPresent() && !hasShrunk
                ? since(samples.lastReached(position.getAsLong()), now)
                : Optional.empty();
        boolean isSynced = isFresh && behind.isPresent() && behind.getAsLong() == 0;
        OptionalLong records = isFresh || behind.orElse(0) > 0 ? behind : OptionalLong.empty();
        Optional<Duration> lag =
                isSynced ? Optional.of(Duration.ZERO) : since(waitingSince, now).or(() -> proven);
        return new LagReading(
                records,
                lag,
                proven,
                sampleAge,
                Duration.ofNanos(Math.max(0, now - followedAt)),
                status(now, isSynced, isFresh, hasShrunk, waitingSince));
    }

    /** Whether the source, asked after the ledger came to its position, ends before it: then its end proves nothing. */
    private boolean hasShrunk() {
        return position.isPresent()
                && samples.end().isPresent()
                && samples.end().getAsLong() < position.getAsLong()
                && samples.time().orElse(movedAt) - movedAt > 0;
    }

    private OptionalLong behind() {
        return position.isEmpty() || samples.end().isEmpty()
                ? OptionalLong.empty()
                : OptionalLong.of(Math.max(0, samples.end().getAsLong() - position.getAsLong()));
    }

    private LagStatus status(
            long now, boolean isSynced, boolean isFresh, boolean hasShrunk, OptionalLong waitingSince) {
        if (condition instanceof LaneCondition.Disabled disabled) {
            return new LagStatus(Kind.DISABLED, disabled.reason());
        }
        if (condition instanceof LaneCondition.Halted halted) {
            return new LagStatus(Kind.HALTED, halted.reason());
        }
        if (isSynced) {
            return LagStatus.of(Kind.SYNCED);
        }
        if (condition instanceof LaneCondition.Waiting waiting) {
            return new LagStatus(Kind.STALLED, waiting.reason());
        }
        if (samples.time().isEmpty()) {
            return new LagStatus(Kind.STALLED, LagStatus.NEVER_SAMPLED);
        }
        if (position.isEmpty()) {
            return new LagStatus(Kind.STALLED, LagStatus.NO_POSITION);
        }
        if (hasShrunk) {
            return new LagStatus(Kind.STALLED, LagStatus.SOURCE_SHRUNK);
        }
        if (waitingSince.isPresent() && isOlder(movedAt, now) && isOlder(waitingSince.getAsLong(), now)) {
            boolean isObserved = isOwned || (observedAt.isPresent() && !isOlder(observedAt.getAsLong(), now));
            return new LagStatus(Kind.STALLED, isObserved ? LagStatus.NO_PROGRESS : LagStatus.POSITION_STALE);
        }
        return isFresh ? LagStatus.of(Kind.LAGGING) : new LagStatus(Kind.STALLED, LagStatus.SAMPLE_STALE);
    }

    private boolean isOlder(long time, long now) {
        return now - time > limits.stallAfter().toNanos();
    }

    private static Optional<Duration> since(OptionalLong time, long now) {
        return time.isPresent() ? Optional.of(Duration.ofNanos(Math.max(0, now - time.getAsLong()))) : Optional.empty();
    }
}
