package io.domicile.router.transaction;

import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.kafka.common.TopicPartition;

/** Brokers in whose answers everything has ended, but for what a test holds open for some looks. */
final class FakeEndings implements Endings {

    /** Partitions that are not stable, and those with pending offsets. */
    final Set<TopicPartition> unstable = new HashSet<>();

    final Set<TopicPartition> pending = new HashSet<>();

    /** After so many looks at partitions everything has ended. */
    int looksUntilStable = Integer.MAX_VALUE;

    int closed;

    @Override
    public Map<TopicPartition, Long> stableUntil(Set<TopicPartition> partitions) {
        if (looksUntilStable-- <= 0) {
            unstable.clear();
        }
        return partitions.stream()
                .collect(Collectors.toMap(
                        partition -> partition, partition -> unstable.contains(partition) ? 0 : Long.MAX_VALUE));
    }

    @Override
    public Set<TopicPartition> settled(String group, Set<TopicPartition> partitions) {
        Set<TopicPartition> settled = new HashSet<>(partitions);
        settled.removeAll(pending);
        return settled;
    }

    @Override
    public void close() {
        closed++;
    }
}
