package io.domicile.replicator.lag;

import io.domicile.kit.log.LogKeys;
import java.time.Duration;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/**
 * Samples the ends of all followed source partitions at an interval, on a thread and with a client of its own: what
 * stops the copying does not stop the measuring. A failure is counted, logged when it begins and when it ends, and
 * leaves the samples to grow old.
 */
public final class SourceEndSampler implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(SourceEndSampler.class);
    private static final Duration STOP_TIMEOUT = Duration.ofSeconds(5);

    private final String link;
    private final LagBoard board;
    private final LagMeters meters;
    private final SourceEnds source;
    private final LongSupplier nanoClock;
    private final Duration interval;
    private final ScheduledExecutorService thread;
    private final Set<TopicPartition> failing = new HashSet<>();
    private @Nullable ScheduledFuture<?> sampling;

    /**
     * @param link {@code source->target}
     * @param source closed with this sampler
     * @param nanoClock the board's clock
     */
    public SourceEndSampler(
            String link,
            LagBoard board,
            LagMeters meters,
            SourceEnds source,
            LongSupplier nanoClock,
            Duration interval) {
        this.link = link;
        this.board = board;
        this.meters = meters;
        this.source = source;
        this.nanoClock = nanoClock;
        this.interval = interval;
        this.thread = Executors.newSingleThreadScheduledExecutor(work -> {
            Thread worker = new Thread(work, "link-lag-" + link);
            worker.setDaemon(true);
            return worker;
        });
    }

    /** Called once. */
    public synchronized void start() {
        sampling = thread.scheduleWithFixedDelay(this::sampleOnce, 0, interval.toNanos(), TimeUnit.NANOSECONDS);
    }

    /** Whether sampling goes on; false only before the start, after the end, or if this class is broken. */
    public synchronized boolean isAlive() {
        return sampling != null && !sampling.isDone() && !thread.isShutdown();
    }

    /** Ends sampling within a few seconds. */
    @Override
    public void close() {
        thread.shutdownNow();
        try {
            if (!thread.awaitTermination(STOP_TIMEOUT.toSeconds(), TimeUnit.SECONDS)) {
                LOG.atWarn().addKeyValue(LogKeys.LINK, link).log("the lag sampler did not end in time");
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
        source.close();
    }

    /**
     * Takes one sample of every followed partition, and learns which there are. What the topics are is asked after the
     * ends: where a topic is then what it was, so it was in between.
     */
    void sampleOnce() {
        if (board.partitions().isEmpty()) {
            lookForTopics();
        }
        Set<TopicPartition> partitions = board.partitions();
        failing.retainAll(partitions);
        if (partitions.isEmpty()) {
            return;
        }
        findLogStarts(partitions);
        long askedAt = nanoClock.getAsLong();
        Map<TopicPartition, Optional<Long>> ends = ask(() -> source.ends(partitions), Map.of());
        lookForTopics();
        if (Thread.currentThread().isInterrupted()) {
            return;
        }
        for (TopicPartition partition : partitions) {
            Optional<Long> end = ends.getOrDefault(partition, Optional.empty());
            end.ifPresent(offset -> board.find(partition).ifPresent(tracker -> tracker.sampled(offset, askedAt)));
            record(partition, end.isPresent());
        }
    }

    private void lookForTopics() {
        long now = nanoClock.getAsLong();
        Optional<Map<String, ListedTopic>> topics = ask(() -> Optional.of(source.topics()), Optional.empty());
        topics.ifPresent(found -> board.topicsAre(found, now));
    }

    private void findLogStarts(Set<TopicPartition> partitions) {
        Set<TopicPartition> unwritten = partitions.stream()
                .filter(partition ->
                        board.find(partition).filter(LagTracker::needsLogStart).isPresent())
                .collect(Collectors.toSet());
        if (!unwritten.isEmpty()) {
            ask(() -> source.starts(unwritten), Map.<TopicPartition, Optional<Long>>of())
                    .forEach((partition, start) -> start.ifPresent(
                            offset -> board.find(partition).ifPresent(tracker -> tracker.startsAt(offset))));
        }
    }

    private <T> T ask(Supplier<T> question, T otherwise) {
        try {
            return question.get();
        } catch (KafkaException failure) {
            LOG.atDebug()
                    .addKeyValue(LogKeys.LINK, link)
                    .addKeyValue(LogKeys.ERROR, failure.getClass().getName())
                    .log("the source could not be asked for its lag");
            return otherwise;
        }
    }

    private void record(TopicPartition partition, boolean succeeded) {
        if (!succeeded) {
            meters.sampleFailed(partition);
        }
        boolean changed = succeeded ? failing.remove(partition) : failing.add(partition);
        if (changed) {
            LOG.atLevel(succeeded ? Level.INFO : Level.WARN)
                    .addKeyValue(LogKeys.LINK, link)
                    .addKeyValue(LogKeys.TOPIC, partition.topic())
                    .addKeyValue(LogKeys.PARTITION, partition.partition())
                    .log(succeeded ? "source end is sampled again" : "source end cannot be sampled");
        }
    }
}
