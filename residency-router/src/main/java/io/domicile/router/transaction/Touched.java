package io.domicile.router.transaction;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
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

    /** @param partitionsOf all partitions of topics; not asked under the lock */
    Remains remains(Function<Set<String>, Set<TopicPartition>> partitionsOf) {
        Set<String> topics = unplacedTopics();
        return placed().and(new Remains(topics.isEmpty() ? Set.of() : partitionsOf.apply(topics), Map.of()));
    }

    private synchronized Set<String> unplacedTopics() {
        return Set.copyOf(unplaced.keySet());
    }

    private synchronized Remains placed() {
        return new Remains(partitions, offsets);
    }
}
