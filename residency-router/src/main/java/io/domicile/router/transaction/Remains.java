package io.domicile.router.transaction;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;

/**
 * What is not known to have ended.
 *
 * @param partitions that may hold open records
 * @param offsets that may be pending, by group
 */
record Remains(Set<TopicPartition> partitions, Map<String, Map<TopicPartition, OffsetAndMetadata>> offsets) {

    static final Remains NOTHING = new Remains(Set.of(), Map.of());

    Remains {
        partitions = Set.copyOf(partitions);
        offsets = offsets.entrySet().stream()
                .filter(group -> !group.getValue().isEmpty())
                .collect(Collectors.toUnmodifiableMap(Map.Entry::getKey, group -> Map.copyOf(group.getValue())));
    }

    boolean isNothing() {
        return partitions.isEmpty() && offsets.isEmpty();
    }

    /** How many partitions, those of offsets included. */
    int count() {
        return partitions.size() + offsets.values().stream().mapToInt(Map::size).sum();
    }

    /** Of all partitions, those of offsets included. */
    Set<String> topics() {
        return Stream.concat(
                        partitions.stream(),
                        offsets.values().stream().flatMap(positions -> positions.keySet().stream()))
                .map(TopicPartition::topic)
                .collect(Collectors.toUnmodifiableSet());
    }

    /** What of this is in partitions that exist. A group's offset for one that does not could not be sent again. */
    Remains within(Set<TopicPartition> existing) {
        Set<TopicPartition> there = new HashSet<>(partitions);
        there.retainAll(existing);
        Map<String, Map<TopicPartition, OffsetAndMetadata>> groups = new HashMap<>();
        offsets.forEach((group, positions) -> {
            Map<TopicPartition, OffsetAndMetadata> left = new HashMap<>(positions);
            left.keySet().retainAll(existing);
            groups.put(group, left);
        });
        return new Remains(there, groups);
    }

    Remains and(Remains other) {
        Set<TopicPartition> all = new HashSet<>(partitions);
        all.addAll(other.partitions);
        Map<String, Map<TopicPartition, OffsetAndMetadata>> groups = new HashMap<>();
        offsets.forEach((group, positions) -> groups.put(group, new HashMap<>(positions)));
        other.offsets.forEach((group, positions) ->
                groups.computeIfAbsent(group, any -> new HashMap<>()).putAll(positions));
        return new Remains(all, groups);
    }

    /**
     * What is left of this.
     *
     * @param ended partitions whose records are known to have ended
     * @param settled of a group's partitions, those without a pending offset
     */
    Remains without(Set<TopicPartition> ended, BiFunction<String, Set<TopicPartition>, Set<TopicPartition>> settled) {
        Set<TopicPartition> left = new HashSet<>(partitions);
        left.removeAll(ended);
        Map<String, Map<TopicPartition, OffsetAndMetadata>> groups = new HashMap<>();
        offsets.forEach((group, positions) -> {
            Map<TopicPartition, OffsetAndMetadata> pending = new HashMap<>(positions);
            pending.keySet().removeAll(settled.apply(group, positions.keySet()));
            groups.put(group, pending);
        });
        return new Remains(left, groups);
    }
}
