package io.domicile.replicator.lane;

import io.domicile.replicator.topic.MirroredTopic;
import org.apache.kafka.common.TopicPartition;

/** One mirrored topic-partition: it has the same number on both sides. */
public record LaneId(MirroredTopic topic, int partition) {

    public TopicPartition source() {
        return new TopicPartition(topic.source(), partition);
    }

    public TopicPartition mirror() {
        return new TopicPartition(topic.mirror(), partition);
    }
}
