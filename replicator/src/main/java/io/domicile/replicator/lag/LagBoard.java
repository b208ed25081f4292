package io.domicile.replicator.lag;

import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;
import org.apache.kafka.common.TopicPartition;

/**
 * The lag of every partition a link mirrors, by source partition: trackers are made when a partition is first followed
 * and go, with their gauges, when it is forgotten. Safe for use by several threads.
 */
public final class LagBoard {

    private final LagLimits limits;
    private final LongSupplier nanoClock;
    private final LagMeters meters;
    private final Map<TopicPartition, LagTracker> trackers = new ConcurrentHashMap<>();

    /** @param nanoClock a monotonic clock in nanoseconds, such as {@link System#nanoTime} */
    public LagBoard(LagLimits limits, LongSupplier nanoClock, LagMeters meters) {
        this.limits = limits;
        this.nanoClock = nanoClock;
        this.meters = meters;
    }

    /** The partition's tracker; from now on the partition is sampled and has gauges. */
    public LagTracker follow(TopicPartition source) {
        return trackers.computeIfAbsent(source, partition -> {
            LagTracker tracker = new LagTracker(limits, nanoClock);
            meters.add(partition, tracker);
            return tracker;
        });
    }

    /** Ends {@link #follow}. */
    public void forget(TopicPartition source) {
        trackers.computeIfPresent(source, (partition, tracker) -> {
            meters.remove(partition);
            return null;
        });
    }

    /** The partitions that are followed. */
    public Set<TopicPartition> partitions() {
        return Set.copyOf(trackers.keySet());
    }

    /** The lag of one partition, or empty where it is not followed. */
    public Optional<LagReading> read(TopicPartition source) {
        return find(source).map(LagTracker::read);
    }

    /** The lag of every partition. */
    public Map<TopicPartition, LagReading> readAll() {
        return trackers.entrySet().stream()
                .collect(Collectors.toUnmodifiableMap(
                        Map.Entry::getKey, entry -> entry.getValue().read()));
    }

    /** The partition's tracker where it is followed. */
    Optional<LagTracker> find(TopicPartition source) {
        return Optional.ofNullable(trackers.get(source));
    }
}
