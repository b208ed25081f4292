package io.domicile.it.bridge;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionTimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * Reads a topic from where it ends now, on a thread of its own, and keeps for each key which numbers came, how many came
 * again, and whether each came first after all smaller ones.
 */
final class StoredNumbers implements AutoCloseable {

    private static final Duration POLL = Duration.ofMillis(100);
    private static final Duration PATIENCE = Duration.ofMinutes(3);

    private final KafkaConsumer<byte[], byte[]> consumer;
    private final String keyPrefix;
    private final Map<String, NumberSequence> sequences = new ConcurrentHashMap<>();
    private final AtomicLong distinct = new AtomicLong();
    private final AtomicLong duplicates = new AtomicLong();
    private final Thread thread = new Thread(this::run, "stored-numbers");
    private volatile @Nullable RuntimeException failure;
    private volatile boolean closed;

    /** A key, and how many numbers from 0 on it is to have. */
    record Expected(String key, int count) {}

    /** What was found missing and disordered, and what came again. */
    record Findings(long published, long lost, long disordered, long duplicates) {}

    StoredNumbers(String bootstrapServers, String topic, String keyPrefix) {
        this.keyPrefix = keyPrefix;
        this.consumer = new KafkaConsumer<>(
                Map.of(
                        "bootstrap.servers",
                        bootstrapServers,
                        "isolation.level",
                        "read_committed",
                        "auto.offset.reset",
                        "none",
                        "enable.auto.commit",
                        "false"),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer());
        List<TopicPartition> partitions = consumer.partitionsFor(topic).stream()
                .map(info -> new TopicPartition(info.topic(), info.partition()))
                .toList();
        consumer.assign(partitions);
        consumer.endOffsets(partitions).forEach(consumer::seek);
        thread.start();
    }

    /** A number as it stands in a payload, whatever is around it. */
    static String text(long number) {
        return "n-" + number + ';';
    }

    /** How many different numbers have come, all keys together. */
    long distinct() {
        RuntimeException failed = failure;
        if (failed != null) {
            throw new AssertionError("the topic could not be read", failed);
        }
        return distinct.get();
    }

    long duplicates() {
        return duplicates.get();
    }

    /** Waits, three minutes at most, until all that is expected has come; then says what there is. */
    Findings await(List<Expected> expected) {
        long total = expected.stream().mapToLong(Expected::count).sum();
        try {
            Awaitility.await("everything is stored")
                    .atMost(PATIENCE)
                    .pollInterval(Duration.ofMillis(50))
                    .until(() -> distinct() >= total);
        } catch (ConditionTimeoutException incomplete) {
            return findings(expected);
        }
        return findings(expected);
    }

    /** What there is at this moment. */
    Findings findings(List<Expected> expected) {
        long lost = 0;
        long disordered = 0;
        for (Expected one : expected) {
            NumberSequence sequence = sequences.getOrDefault(one.key(), new NumberSequence());
            lost += one.count() - sequence.countBelow(one.count());
            disordered += sequence.disordered();
        }
        return new Findings(expected.stream().mapToLong(Expected::count).sum(), lost, disordered, duplicates());
    }

    @Override
    public void close() {
        closed = true;
        try {
            thread.join();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private void run() {
        try (consumer) {
            while (!closed) {
                consumer.poll(POLL).forEach(this::take);
            }
        } catch (RuntimeException failed) {
            failure = failed;
        }
    }

    private void take(ConsumerRecord<byte[], byte[]> record) {
        String key = new String(record.key(), UTF_8);
        if (!key.startsWith(keyPrefix)) {
            return;
        }
        if (sequences.computeIfAbsent(key, unused -> new NumberSequence()).add(number(record.value()))) {
            distinct.incrementAndGet();
        } else {
            duplicates.incrementAndGet();
        }
    }

    private static int number(byte[] value) {
        String text = new String(value, ISO_8859_1);
        int begin = text.indexOf("n-") + 2;
        return Integer.parseInt(text, begin, text.indexOf(';', begin), 10);
    }
}
