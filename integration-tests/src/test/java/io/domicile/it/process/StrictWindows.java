package io.domicile.it.process;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * What was appended to a standby's mirrors while an organization's strict residency was in force there, aborted and
 * unfinished transactions included. A thread of its own reads along, because mirrors are compacted.
 */
final class StrictWindows implements AutoCloseable {

    /** Offsets of one partition from which on, and before which, nothing of the organization may be appended. */
    private record Window(long from, long before) {}

    private final KafkaConsumer<byte[], byte[]> ends;
    private final KafkaConsumer<byte[], byte[]> reader;
    private final List<TopicPartition> partitions;
    private final Thread thread = new Thread(this::follow, "strict-windows");
    private final AtomicBoolean stopping = new AtomicBoolean();
    private final AtomicReference<RuntimeException> failed = new AtomicReference<>();

    /** Offsets of records with a value, by organization; written by the thread, read after its end. */
    private final Map<String, Map<TopicPartition, List<Long>>> appended = new HashMap<>();

    private final AtomicLong values = new AtomicLong();
    private final Map<String, Map<TopicPartition, Long>> open = new HashMap<>();
    private final Map<String, Map<TopicPartition, List<Window>>> windows = new HashMap<>();

    StrictWindows(String bootstrapServers, String topic) {
        this.ends = consumer(bootstrapServers);
        this.reader = consumer(bootstrapServers);
        this.partitions = ends.partitionsFor(topic).stream()
                .map(info -> new TopicPartition(topic, info.partition()))
                .toList();
        reader.assign(partitions);
        reader.seekToBeginning(partitions);
        thread.start();
    }

    /** From now on nothing of it may be appended. */
    void opens(String organization) {
        open.put(organization, ends.endOffsets(partitions));
    }

    /** From now on something may be appended again. */
    void closes(String organization) {
        Map<TopicPartition, Long> from = open.remove(organization);
        Map<TopicPartition, Long> before = ends.endOffsets(partitions);
        partitions.forEach(partition -> windows.computeIfAbsent(organization, unused -> new HashMap<>())
                .computeIfAbsent(partition, unused -> new ArrayList<>())
                .add(new Window(from.get(partition), before.get(partition))));
    }

    boolean isOpen(String organization) {
        return open.containsKey(organization);
    }

    /** Ends reading at the present end; what was appended in a window, by organization. */
    Map<String, Long> violations() throws InterruptedException {
        List.copyOf(open.keySet()).forEach(this::closes);
        stopping.set(true);
        thread.join();
        if (failed.get() != null) {
            throw new AssertionError("the mirror was not read to its end", failed.get());
        }
        Map<String, Long> violations = new TreeMap<>();
        windows.forEach((organization, byPartition) -> byPartition.forEach((partition, closed) -> {
            List<Long> offsets = appended.getOrDefault(organization, Map.of()).getOrDefault(partition, List.of());
            long within = offsets.stream()
                    .filter(offset ->
                            closed.stream().anyMatch(window -> offset >= window.from() && offset < window.before()))
                    .count();
            if (within > 0) {
                violations.merge(organization, within, Long::sum);
            }
        }));
        return violations;
    }

    /** How many records with a value were read so far: in all, after {@link #violations}. */
    long appended() {
        return values.get();
    }

    private void follow() {
        try {
            followToTheEnd();
        } catch (RuntimeException failure) {
            failed.set(failure);
        }
    }

    private void followToTheEnd() {
        while (!stopping.get()) {
            take();
        }
        Map<TopicPartition, Long> last = reader.endOffsets(partitions);
        while (partitions.stream().anyMatch(partition -> reader.position(partition) < last.get(partition))) {
            take();
        }
        reader.close();
    }

    private void take() {
        for (ConsumerRecord<byte[], byte[]> record : reader.poll(Duration.ofMillis(100))) {
            if (record.value() != null) {
                String key = new String(record.key(), UTF_8);
                appended.computeIfAbsent(key.substring(0, key.indexOf('/')), unused -> new HashMap<>())
                        .computeIfAbsent(
                                new TopicPartition(record.topic(), record.partition()), unused -> new ArrayList<>())
                        .add(record.offset());
                values.incrementAndGet();
            }
        }
    }

    @Override
    public void close() throws InterruptedException {
        stopping.set(true);
        thread.join();
        ends.close();
    }

    private static KafkaConsumer<byte[], byte[]> consumer(String bootstrapServers) {
        return new KafkaConsumer<>(
                Map.of(
                        "bootstrap.servers",
                        bootstrapServers,
                        "isolation.level",
                        "read_uncommitted",
                        "auto.offset.reset",
                        "earliest",
                        "enable.auto.commit",
                        "false"),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer());
    }
}
