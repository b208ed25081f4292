package io.domicile.kit.policy;

import io.domicile.residency.RegionId;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.Uuid;
import org.jspecify.annotations.Nullable;

/** A policy topic as the store's loop follows it. Everything lies in partition 0. Not thread-safe. */
final class WatchedTopic {

    private static final long NOWHERE = -1;

    private final TopicPartition partition;
    private final TopicTracker tracker;
    private @Nullable Uuid id;
    private boolean isExamined;
    private boolean isRewindDue;
    private long start = NOWHERE;
    private long judgedPosition = NOWHERE;
    private long judgedEnd = NOWHERE;
    private long end = NOWHERE;
    private long endAsked;

    WatchedTopic(RegionId region, String topic) {
        this.partition = new TopicPartition(topic, 0);
        this.tracker = new TopicTracker(region);
    }

    String topic() {
        return partition.topic();
    }

    TopicPartition partition() {
        return partition;
    }

    TopicTracker tracker() {
        return tracker;
    }

    /** Whether the topic is there and sound, and is known to be the one read before, so that it may be read. */
    boolean isReadable() {
        return id != null && isExamined;
    }

    /**
     * The topic was found sound, under this id. Returns whether it is another topic than the one read before; either way
     * it may now be read, from its beginning where it is new.
     */
    boolean examined(Uuid now) {
        boolean isAnother = id != null && !id.equals(now);
        if (!now.equals(id)) {
            tracker.distrust(GateStatus.Reason.LOADING);
            tracker.freshness().forget();
            judgedEnd = NOWHERE;
            rewind();
        }
        id = now;
        isExamined = true;
        return isAnother;
    }

    /** The topic that is being read is to be read from its beginning again. */
    void rewind() {
        tracker.restart();
        isRewindDue = true;
        start = NOWHERE;
        judgedPosition = NOWHERE;
        end = NOWHERE;
    }

    /** With new clients: what was read is read again, once the topic is known to be the same still. */
    void reconnect() {
        rewind();
        isExamined = false;
    }

    /** The topic must not be read. */
    void abandon(GateStatus.Reason reason) {
        tracker.distrust(reason);
        if (id != null) {
            rewind();
            id = null;
        }
    }

    /** Whether the consumer has yet to seek to the beginning. */
    boolean isRewindDue() {
        return isRewindDue;
    }

    /** The consumer has sought to the beginning, which is this offset. */
    void rewound(long beginning) {
        tracker.restart();
        isRewindDue = false;
        start = beginning;
    }

    /** Whether reading has begun at the topic's beginning. */
    boolean isBegun() {
        return start != NOWHERE;
    }

    /** Whether records were deleted from the topic's beginning, given its offset now, since reading began there. */
    boolean isBeheaded(long beginning) {
        return isBegun() && beginning > start;
    }

    boolean isJudgedAt(long position) {
        return tracker.isJudged() && judgedPosition == position;
    }

    /** Whether there is an end that the topic had and that is yet to be read up to. */
    boolean isHeadedForEnd() {
        return end != NOWHERE;
    }

    /** The topic ended at this position at this moment of the monotonic clock, or later. */
    void headFor(long position, long asked) {
        end = position;
        endAsked = asked;
    }

    /**
     * Everything before this position was read. Judges it, where that is the end. Returns whether it is.
     *
     * <p>Only an end at which the topic was sound lets later heartbeats count from it. Otherwise they would keep alive
     * what was believed before, though it is known that the writer has said something else since.
     */
    boolean arrivedAt(long position) {
        if (position < end) {
            return false;
        }
        if (!isJudgedAt(position)) {
            tracker.judge();
            judgedPosition = position;
            judgedEnd = position;
        }
        if (tracker.isSound()) {
            tracker.freshness().endSeen(end, endAsked);
        }
        end = NOWHERE;
        return true;
    }

    /** The record at this offset cannot be decoded for now. It outdates a judgement that did not know of it. */
    void stall(long offset) {
        if (offset >= judgedEnd) {
            tracker.stall();
        }
    }
}
