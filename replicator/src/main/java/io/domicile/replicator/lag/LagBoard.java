package io.domicile.replicator.lag;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;
import org.apache.kafka.common.TopicPartition;

/**
 * The lag of every partition of a link, whichever process owns its lane, by source partition. Trackers and their gauges
 * stay until the source is known to have such a partition no more, or the board is closed: what stops the copying does
 * not stop the telling. Safe for use by several threads.
 */
public final class LagBoard implements AutoCloseable {

    /** Several looks at the source's topics. */
    private static final Duration TOPICS_FRESH_FOR = Duration.ofSeconds(30);

    private final LagLimits limits;
    private final LongSupplier nanoClock;
    private final LagMeters meters;
    private final Map<TopicPartition, LagTracker> trackers = new ConcurrentHashMap<>();
    private volatile Map<String, ListedTopic> topics = Map.of();
    private volatile OptionalLong topicsKnownAt = OptionalLong.empty();

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

    /**
     * Follows what the source has, and forgets partitions that a topic of it no longer has. A topic that is gone is
     * still followed: its last records may not have been copied.
     *
     * @param listed what they are now, by name
     * @param askedAt what the monotonic clock said when the source was asked
     */
    public void topicsAre(Map<String, ListedTopic> listed, long askedAt) {
        topics = Map.copyOf(listed);
        for (TopicPartition followed : trackers.keySet()) {
            if (isGone(followed)) {
                forget(followed);
            }
        }
        listed.forEach((name, topic) -> {
            for (int partition = 0; partition < topic.partitions(); partition++) {
                follow(new TopicPartition(name, partition)).sourceIs(topic.origin(), askedAt);
            }
        });
        topicsKnownAt = OptionalLong.of(askedAt);
    }

    /** Whether the source has the topic, but is known to have no such partition of it. */
    boolean isGone(TopicPartition source) {
        ListedTopic topic = topics.get(source.topic());
        return topic != null && source.partition() >= topic.partitions();
    }

    /** How long it has not been known which partitions the source has; zero for a moment's age, empty where never. */
    private Optional<Duration> unlistedFor() {
        OptionalLong knownAt = topicsKnownAt;
        if (knownAt.isEmpty()) {
            return Optional.empty();
        }
        Duration age = Duration.ofNanos(nanoClock.getAsLong() - knownAt.getAsLong());
        return Optional.of(age.compareTo(TOPICS_FRESH_FOR) <= 0 ? Duration.ZERO : age);
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

    /** The lag of the partitions of some topics as one. */
    public LagSummary summary(Set<String> topics) {
        return LagSummary.of(
                trackers.entrySet().stream()
                        .filter(entry -> topics.contains(entry.getKey().topic()))
                        .map(entry -> entry.getValue().read())
                        .toList(),
                unlistedFor());
    }

    /** Topics of which a partition is followed. */
    public Set<String> topics() {
        return trackers.keySet().stream().map(TopicPartition::topic).collect(Collectors.toUnmodifiableSet());
    }

    /** The partition's tracker where it is followed. */
    public Optional<LagTracker> find(TopicPartition source) {
        return Optional.ofNullable(trackers.get(source));
    }

    /** Takes the gauges away. */
    @Override
    public void close() {
        partitions().forEach(this::forget);
    }
}
