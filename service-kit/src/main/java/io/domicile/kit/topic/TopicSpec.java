package io.domicile.kit.topic;

import java.util.Map;
import java.util.TreeMap;

/**
 * What one topic has to be.
 *
 * @param replicationFactor copies of each partition
 * @param configs topic settings by Kafka's names, only those that differ from a broker's default or must not depend on
 *     it
 */
public record TopicSpec(String name, int partitions, short replicationFactor, Map<String, String> configs) {

    public TopicSpec {
        if (partitions < 1) {
            throw new IllegalArgumentException("topic '" + name + "' needs at least one partition");
        }
        if (replicationFactor < 1) {
            throw new IllegalArgumentException("topic '" + name + "' needs a replication factor of at least 1");
        }
        configs = Map.copyOf(configs);
    }

    /** The settings ordered by name, for output. */
    public Map<String, String> orderedConfigs() {
        return new TreeMap<>(configs);
    }
}
