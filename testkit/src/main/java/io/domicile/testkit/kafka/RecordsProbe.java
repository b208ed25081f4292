package io.domicile.testkit.kafka;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * A plain consumer that reads all partitions of some topics from their beginning and keeps what it read. It belongs to
 * no group. One thread at a time.
 */
public final class RecordsProbe implements AutoCloseable {

    private static final Duration POLL = Duration.ofMillis(100);
    private static final Duration PATIENCE = Duration.ofSeconds(180);

    private final KafkaConsumer<byte[], byte[]> consumer;
    private final List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();

    private RecordsProbe(String bootstrapServers, IsolationLevel isolation, String... topics) {
        this.consumer = new KafkaConsumer<>(
                Map.of(
                        "bootstrap.servers",
                        bootstrapServers,
                        "isolation.level",
                        isolation.toString(),
                        "auto.offset.reset",
                        "earliest",
                        "enable.auto.commit",
                        "false"),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer());
        consumer.assign(Arrays.stream(topics)
                .flatMap(topic -> consumer.partitionsFor(topic).stream())
                .map(info -> new TopicPartition(info.topic(), info.partition()))
                .toList());
    }

    /** Reads what transactions have committed. */
    public static RecordsProbe committed(String bootstrapServers, String... topics) {
        return new RecordsProbe(bootstrapServers, IsolationLevel.READ_COMMITTED, topics);
    }

    /** Reads aborted and unfinished transactions too. */
    public static RecordsProbe uncommitted(String bootstrapServers, String... topics) {
        return new RecordsProbe(bootstrapServers, IsolationLevel.READ_UNCOMMITTED, topics);
    }

    /** Everything up to the end the topics have at this moment, ordered within each partition. */
    public List<ConsumerRecord<byte[], byte[]>> readAll() {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        Map<TopicPartition, Long> ends = consumer.endOffsets(consumer.assignment());
        while (!hasReached(ends)) {
            failWhenPast(deadline, "the end of the topics");
            poll();
        }
        return List.copyOf(records);
    }

    /** Waits, three minutes at most, until there are at least this many records in all; then reads to the end. */
    public List<ConsumerRecord<byte[], byte[]>> awaitAtLeast(int count) {
        return awaitAtLeast(count, PATIENCE);
    }

    /** @throws AssertionError if there are fewer records when the time is over */
    public List<ConsumerRecord<byte[], byte[]>> awaitAtLeast(int count, Duration atMost) {
        long deadline = System.nanoTime() + atMost.toNanos();
        while (records.size() < count) {
            failWhenPast(deadline, count + " records");
            poll();
        }
        return readAll();
    }

    @Override
    public void close() {
        consumer.close();
    }

    private void poll() {
        consumer.poll(POLL).forEach(records::add);
    }

    private boolean hasReached(Map<TopicPartition, Long> ends) {
        return ends.entrySet().stream().allMatch(end -> consumer.position(end.getKey()) >= end.getValue());
    }

    private void failWhenPast(long deadline, String awaited) {
        if (System.nanoTime() - deadline > 0) {
            Set<TopicPartition> assignment = consumer.assignment();
            throw new AssertionError("waited in vain for " + awaited + "; read " + records.size() + " records of "
                    + assignment.stream()
                            .sorted(Comparator.comparing(TopicPartition::toString))
                            .toList());
        }
    }
}
