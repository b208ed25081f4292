package io.domicile.benchmarks.harness.kafka;

import io.domicile.benchmarks.harness.measure.Arrivals;
import io.domicile.benchmarks.harness.measure.Destination;
import io.domicile.benchmarks.harness.measure.Tally;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * A Kafka topic. Counting asks the broker for the ends of the partitions; only {@link #collect} reads records, so that no
 * reader takes part in what is timed. Only committed records are read.
 */
public final class KafkaDestination implements Destination {

    private static final ListOffsetsOptions COMMITTED = new ListOffsetsOptions(IsolationLevel.READ_COMMITTED);
    private static final Duration POLL = Duration.ofMillis(100);

    private final List<TopicPartition> partitions;
    private final int senders;
    private final Admin admin;
    private final KafkaConsumer<byte[], byte[]> consumer;
    private Map<TopicPartition, Long> begin = Map.of();
    private int run;

    /** @param senders how many publish the marked messages */
    public KafkaDestination(String bootstrapServers, String topic, int senders) {
        this.senders = senders;
        this.admin = Admin.create(Map.of("bootstrap.servers", bootstrapServers));
        this.consumer = new KafkaConsumer<>(
                Map.of(
                        "bootstrap.servers",
                        bootstrapServers,
                        "enable.auto.commit",
                        "false",
                        "isolation.level",
                        "read_committed"),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer());
        this.partitions = consumer.partitionsFor(topic).stream()
                .map(partition -> new TopicPartition(partition.topic(), partition.partition()))
                .toList();
        consumer.assign(partitions);
    }

    @Override
    public void begin(int newRun) {
        run = newRun;
        begin = ends();
    }

    @Override
    public long count() {
        return sum(ends()) - sum(begin);
    }

    @Override
    public Tally collect(int expected, Duration patience) {
        begin.forEach(consumer::seek);
        Arrivals arrivals = new Arrivals(run, senders);
        long end = System.nanoTime() + patience.toNanos();
        while (arrivals.distinct() < expected && System.nanoTime() < end) {
            for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
                arrivals.add(record.value(), System.nanoTime());
            }
        }
        return arrivals.tally();
    }

    @Override
    public void close() {
        consumer.close();
        admin.close();
    }

    private Map<TopicPartition, Long> ends() {
        try {
            Map<TopicPartition, ListOffsetsResultInfo> answer = admin.listOffsets(
                            partitions.stream()
                                    .collect(Collectors.toMap(Function.identity(), any -> OffsetSpec.latest())),
                            COMMITTED)
                    .all()
                    .get();
            Map<TopicPartition, Long> ends = new HashMap<>();
            answer.forEach((partition, info) -> ends.put(partition, info.offset()));
            return ends;
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while Kafka was asked for offsets", interrupted);
        } catch (ExecutionException failed) {
            throw new IllegalStateException("Kafka did not tell the ends of a topic", failed.getCause());
        }
    }

    private static long sum(Map<TopicPartition, Long> offsets) {
        return offsets.values().stream().mapToLong(Long::longValue).sum();
    }
}
