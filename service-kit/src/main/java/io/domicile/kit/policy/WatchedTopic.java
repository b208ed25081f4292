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
    private boolean isRewindDue;
    private long judgedPosition = NOWHERE;

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

    /** Whether the topic is there and sound, so that it may be read. */
    boolean isReadable() {
        return id != null;
    }

    /** Whether the topic was readable before and has another id now. */
    boolean isAnotherThan(Uuid now) {
        return id != null && !id.equals(now);
    }

    /** The topic with this id is to be read from its beginning. */
    void readFromBeginning(Uuid now) {
        id = now;
        rewind();
    }

    /** The topic that is being read is to be read from its beginning again. */
    void rewind() {
        tracker.restart();
        isRewindDue = true;
        judgedPosition = NOWHERE;
    }

    /** The topic must not be read. */
    void abandon(GateStatus.Reason reason) {
        tracker.distrust(reason);
        if (id != null) {
            rewind();
            id = null;
        }
    }

    /** Whether the consumer has yet to seek to the beginning; asking takes the order. */
    boolean takeRewind() {
        boolean isDue = isRewindDue;
        isRewindDue = false;
        return isDue;
    }

    boolean isJudgedAt(long position) {
        return tracker.isJudged() && judgedPosition == position;
    }

    void judgeAt(long position) {
        tracker.judge();
        judgedPosition = position;
    }
}
