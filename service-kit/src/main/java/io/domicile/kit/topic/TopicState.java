package io.domicile.kit.topic;

import java.util.Map;
import org.apache.kafka.common.Uuid;

/**
 * What one topic is.
 *
 * @param topicId changes when a topic is deleted and created again
 * @param replicationFactor of the partition with the fewest copies
 * @param configs every setting in effect, brokers' defaults included
 */
public record TopicState(
        String name, Uuid topicId, int partitions, int replicationFactor, Map<String, String> configs) {

    public TopicState {
        configs = Map.copyOf(configs);
    }
}
