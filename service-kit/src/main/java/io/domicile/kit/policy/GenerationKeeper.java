package io.domicile.kit.policy;

import io.domicile.kit.log.LogKeys;
import io.domicile.residency.RegionId;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings what was remembered to the trackers before they believe anything, and what they verify to the memory. Owned by
 * the store's thread.
 *
 * <p>A new generation holds at once and is remembered after it: a change that tightens must not wait for a memory. A
 * process that dies in between leaves the generation before it.
 */
final class GenerationKeeper {

    /** Between two writings of the same: much less than brokers keep the offsets of a silent group. */
    static final Duration REPEAT = Duration.ofMinutes(30);

    /** Between two writings the first of which failed. */
    static final Duration RETRY = Duration.ofSeconds(15);

    private static final Logger LOG = LoggerFactory.getLogger(GenerationKeeper.class);

    private final PolicyMeters meters;
    private final LongSupplier nanoTime;
    private @Nullable Map<RegionId, Long> kept;
    private long nextWriting;
    private boolean isFailing;

    /** @param nanoTime a monotonic clock */
    GenerationKeeper(PolicyMeters meters, LongSupplier nanoTime) {
        this.meters = meters;
        this.nanoTime = nanoTime;
        this.nextWriting = nanoTime.getAsLong();
    }

    /** Whether the trackers know what was remembered; asks the memory where they do not. */
    boolean recall(GenerationMemory memory, List<WatchedTopic> topics) {
        if (kept != null) {
            return true;
        }
        Map<RegionId, Long> recalled;
        try {
            recalled = memory.recall();
        } catch (GenerationMemoryException unknown) {
            failed(unknown);
            return false;
        }
        for (WatchedTopic topic : topics) {
            topic.tracker().remember(recalled.getOrDefault(topic.tracker().region(), 0L));
        }
        if (recalled.isEmpty()) {
            LOG.atInfo()
                    .setMessage("no policy generation is remembered; this is taken for the first start")
                    .log();
        }
        kept = recalled;
        isFailing = false;
        return true;
    }

    /** Has what was verified remembered, where it is new or was last written long ago. */
    void keep(GenerationMemory memory, List<WatchedTopic> topics) {
        Map<RegionId, Long> known = kept;
        Map<RegionId, Long> verified = verified(topics);
        long now = nanoTime.getAsLong();
        boolean isWaiting = now - nextWriting < 0;
        if (known == null || verified.isEmpty() || (isWaiting && (isFailing || Generations.cover(known, verified)))) {
            return;
        }
        try {
            memory.raise(verified);
            kept = verified;
            isFailing = false;
            nextWriting = now + REPEAT.toNanos();
        } catch (GenerationMemoryException unsure) {
            failed(unsure);
            nextWriting = now + RETRY.toNanos();
        }
    }

    private static Map<RegionId, Long> verified(List<WatchedTopic> topics) {
        Map<RegionId, Long> verified = new HashMap<>();
        for (WatchedTopic topic : topics) {
            TopicTracker tracker = topic.tracker();
            if (tracker.highestVerified() > 0) {
                verified.put(tracker.region(), tracker.highestVerified());
            }
        }
        return verified;
    }

    private void failed(GenerationMemoryException failure) {
        meters.forgetful();
        if (!isFailing) {
            Throwable cause = failure.getCause();
            LOG.atWarn()
                    .setMessage("remembered policy generations cannot be relied on")
                    .addKeyValue(LogKeys.REASON, failure.getMessage())
                    .addKeyValue(
                            LogKeys.ERROR, cause == null ? "" : cause.getClass().getName())
                    .log();
        }
        isFailing = true;
    }
}
