package io.domicile.replicator.lag;

import io.domicile.replicator.lag.LagStatus.Kind;
import io.domicile.replicator.provenance.Origin;
import io.domicile.replicator.state.HaltReason;
import io.domicile.replicator.state.HoldReason;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.LongSupplier;

/**
 * The lag of one mirrored partition, from what its source's end was when, how far the ledger is, and what the link says
 * of the lane. Every input has one writer; all methods may be called by any thread.
 *
 * <p>Freshness counts against the moment a sample was asked for: whatever the source held then lies before the end it
 * answered.
 */
public final class LagTracker {

    /** What a lane says that finds its position to be of another log than the source's is now. */
    private static final Set<String> OF_ANOTHER_LOG = Set.of(
            HaltReason.TOPIC_RECREATED.code(),
            HaltReason.SOURCE_CLUSTER_CHANGED.code(),
            HaltReason.SOURCE_TRUNCATED.code(),
            HoldReason.SOURCE_TOPIC_RECREATED.code());

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
    private Optional<Origin> ledgerOrigin = Optional.empty();
    private Optional<Origin> sourceOrigin = Optional.empty();
    private OptionalLong replacedAt = OptionalLong.empty();

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
        boolean isNewest = newest.isEmpty() || newest.getAsLong() - askedAt <= 0;
        if (isNewest && (replacedAt.isEmpty() || askedAt - replacedAt.getAsLong() > 0)) {
            samples.add(end, askedAt);
        }
    }

    /**
     * What the source's topic is. Where it is another than before, samples asked for until then tell nothing of it.
     *
     * @param askedAt as of {@link #sampled}
     */
    synchronized void sourceIs(Origin now, long askedAt) {
        if (sourceOrigin.isPresent() && !sourceOrigin.get().equals(now)) {
            samples.clear();
            replacedAt = OptionalLong.of(askedAt);
        }
        sourceOrigin = Optional.of(now);
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
     *
     * @param of what the source's topic was when that was written
     */
    synchronized void observed(long next, Origin of) {
        observedAt = OptionalLong.of(nanoClock.getAsLong());
        ledgerOrigin = Optional.of(of);
        isUnwritten = false;
        if (!isOwned || position.isEmpty() || next > position.getAsLong()) {
            move(next);
        }
    }

    /** The target says that the ledger has no entry: whoever opens the lane begins at the source's log start. */
    synchronized void observedUnwritten() {
        observedAt = OptionalLong.of(nanoClock.getAsLong());
        ledgerOrigin = Optional.empty();
        isUnwritten = !isOwned;
    }

    /** What the target has of the ledger does not tell the position. */
    synchronized void observedUnreadable() {
        observedAt = OptionalLong.of(nanoClock.getAsLong());
        ledgerOrigin = Optional.empty();
        isUnwritten = false;
        if (!isOwned) {
            position = OptionalLong.empty();
        }
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
        Optional<String> mismatch = mismatch();
        boolean isComparable = position.isPresent() && mismatch.isEmpty();
        OptionalLong behind = isComparable ? behind() : OptionalLong.empty();
        OptionalLong waitingSince = isComparable ? samples.firstBeyond(position.getAsLong()) : OptionalLong.empty();
        Optional<Duration> proven =
                isComparable ? since(samples.lastReached(position.getAsLong()), now) : Optional.empty();
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
                status(now, isSynced, isFresh, mismatch, waitingSince));
    }

    /** Why the position says nothing of the source as it is now, or empty where it does. */
    private Optional<String> mismatch() {
        if (condition instanceof LaneCondition.Halted halted && OF_ANOTHER_LOG.contains(halted.reason())) {
            return Optional.of(halted.reason());
        }
        if (condition instanceof LaneCondition.Waiting waiting && OF_ANOTHER_LOG.contains(waiting.reason())) {
            return Optional.of(waiting.reason());
        }
        if (ledgerOrigin.isPresent() && sourceOrigin.isPresent() && !ledgerOrigin.equals(sourceOrigin)) {
            return Optional.of(LagStatus.OTHER_SOURCE);
        }
        return hasShrunk() ? Optional.of(LagStatus.SOURCE_SHRUNK) : Optional.empty();
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
            long now, boolean isSynced, boolean isFresh, Optional<String> mismatch, OptionalLong waitingSince) {
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
        if (mismatch.isPresent()) {
            return new LagStatus(Kind.STALLED, mismatch.get());
        }
        if (samples.time().isEmpty()) {
            return new LagStatus(Kind.STALLED, LagStatus.NEVER_SAMPLED);
        }
        if (position.isEmpty()) {
            return new LagStatus(Kind.STALLED, LagStatus.NO_POSITION);
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
