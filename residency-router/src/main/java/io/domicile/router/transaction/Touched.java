package io.domicile.router.transaction;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;

/**
 * Where one transaction may have left something: partitions that it sent records to, and offsets. Of a record whose
 * partition was never told it is every partition of the topic. Safe for use by any thread.
 */
final class Touched {

    private final Set<TopicPartition> partitions = new HashSet<>();
    private final Map<String, Integer> unplaced = new HashMap<>();
    private final Map<String, Map<TopicPartition, OffsetAndMetadata>> offsets = new HashMap<>();

    /** A record goes to a partition that is known. */
    synchronized void sends(TopicPartition partition) {
        partitions.add(partition);
    }

    /** A record goes to a partition that its producer chooses. */
    synchronized void sends(String topic) {
        unplaced.merge(topic, 1, Integer::sum);
    }

    /** The producer has told the partition of a record that it chose it for. */
    synchronized void placed(TopicPartition partition) {
        partitions.add(partition);
        unplaced.computeIfPresent(partition.topic(), (topic, count) -> count == 1 ? null : count - 1);
    }

    synchronized void sendsOffsets(String group, Map<TopicPartition, OffsetAndMetadata> positions) {
        if (!positions.isEmpty()) {
            offsets.computeIfAbsent(group, any -> new HashMap<>()).putAll(positions);
        }
    }

    synchronized boolean isNothing() {
        return partitions.isEmpty() && unplaced.isEmpty() && offsets.isEmpty();
    }

    /** @param partitionsOf all partitions of a topic */
    synchronized Remains remains(Function<String, List<PartitionInfo>> partitionsOf) {
        Set<TopicPartition> all = new HashSet<>(partitions);
        for (String topic : unplaced.keySet()) {
            partitionsOf.apply(topic).forEach(info -> all.add(new TopicPartition(topic, info.partition())));
        }
        return new Remains(all, offsets);
    }
}
