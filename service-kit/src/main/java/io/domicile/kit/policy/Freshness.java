package io.domicile.kit.policy;

import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * Since when the content of a policy topic is known to be as new as its writer's, by a monotonic clock in nanoseconds.
 * Not thread-safe.
 *
 * <p>A heartbeat counts from the last moment at which the topic was seen to end before it: not from its arrival, because
 * after a pause of the reader it arrives late, and not from its time, because that is another clock's. So a heartbeat
 * that lay in the topic before its end was seen once, as every one does at a start, counts for nothing. Nor does an end at
 * which the content was not sound: after one, heartbeats go on to count from the last that was.
 */
final class Freshness {

    private boolean isEndSeen;
    private long endPosition;
    private long endSeenAt;
    private boolean isFresh;
    private long freshAt;
    private @Nullable Duration interval;

    /** The topic was read up to this position, where it was sound, and ended there at this moment or later. */
    void endSeen(long position, long nanos) {
        isEndSeen = true;
        endPosition = position;
        endSeenAt = nanos;
    }

    /** There is a heartbeat at this offset. It may have been read before. */
    void heartbeat(long offset, Duration announced) {
        interval = announced;
        if (isEndSeen && offset >= endPosition) {
            isFresh = true;
            freshAt = endSeenAt;
        }
    }

    /** What was seen was seen of another topic. */
    void forget() {
        isEndSeen = false;
        isFresh = false;
    }

    /** Empty before the first heartbeat that counts. */
    OptionalLong freshAt() {
        return isFresh ? OptionalLong.of(freshAt) : OptionalLong.empty();
    }

    /** How long the writer of the heartbeat read last waits between two. */
    Optional<Duration> interval() {
        return Optional.ofNullable(interval);
    }
}
