package io.domicile.router.transaction;

import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.kafka.common.TopicPartition;

/** Brokers in whose answers everything has ended, but for what a test holds open for some looks. */
final class FakeEndings implements Endings {

    /** What exists: all that tests use, until they take some of it away. */
    final Set<TopicPartition> existing = new HashSet<>(Set.of(
            new TopicPartition("home", 0),
            new TopicPartition("home", 1),
            new TopicPartition("home", 2),
            new TopicPartition("audit", 0),
            new TopicPartition("ingress", 5)));

    /** Partitions that are not stable, and those with pending offsets. */
    final Set<TopicPartition> unstable = new HashSet<>();

    final Set<TopicPartition> pending = new HashSet<>();

    /** After so many looks at partitions everything has ended. */
    int looksUntilStable = Integer.MAX_VALUE;

    /** Whether they tell nothing of how far partitions are stable, and of offsets. */
    boolean silent;

    /** Done when it is asked how far partitions are stable. */
    Runnable whenLookedAt = () -> {};

    int closed;

    @Override
    public Set<TopicPartition> partitionsOf(Set<String> topics) {
        return existing.stream()
                .filter(partition -> topics.contains(partition.topic()))
                .collect(Collectors.toSet());
    }

    @Override
    public Map<TopicPartition, Long> stableUntil(Set<TopicPartition> partitions) {
        whenLookedAt.run();
        if (looksUntilStable-- <= 0) {
            unstable.clear();
        }
        return partitions.stream()
                .filter(partition -> !silent)
                .collect(Collectors.toMap(
                        partition -> partition, partition -> unstable.contains(partition) ? 0 : Long.MAX_VALUE));
    }

    @Override
    public Optional<Set<TopicPartition>> settled(String group, Set<TopicPartition> partitions) {
        Set<TopicPartition> settled = new HashSet<>(partitions);
        settled.removeAll(pending);
        return silent ? Optional.empty() : Optional.of(settled);
    }

    @Override
    public void close() {
        closed++;
    }
}
