package io.domicile.benchmarks.bridge.variant;

import io.domicile.benchmarks.bridge.load.Fleet;
import io.domicile.benchmarks.bridge.measure.Arrivals;
import io.domicile.benchmarks.bridge.measure.Tally;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * A Kafka topic. Counting asks the broker for the ends of the partitions; only {@link #collect} reads records, so that no
 * reader takes part in what is timed.
 */
final class KafkaDestination implements Destination {

    private static final Duration POLL = Duration.ofMillis(100);

    private final List<TopicPartition> partitions;
    private final Admin admin;
    private final KafkaConsumer<byte[], byte[]> consumer;
    private Map<TopicPartition, Long> begin = Map.of();
    private int run;

    KafkaDestination(String bootstrapServers, String topic) {
        this.admin = Admin.create(Map.of("bootstrap.servers", bootstrapServers));
        this.consumer = new KafkaConsumer<>(
                Map.of("bootstrap.servers", bootstrapServers, "enable.auto.commit", "false"),
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
        Arrivals arrivals = new Arrivals(run, Fleet.DEVICES);
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
            Map<TopicPartition, ListOffsetsResultInfo> answer = admin.listOffsets(partitions.stream()
                            .collect(Collectors.toMap(Function.identity(), any -> OffsetSpec.latest())))
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
