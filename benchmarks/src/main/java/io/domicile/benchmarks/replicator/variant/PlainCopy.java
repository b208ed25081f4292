package io.domicile.benchmarks.replicator.variant;

import io.domicile.benchmarks.harness.child.Conversation;
import io.domicile.replicator.provenance.Origin;
import io.domicile.replicator.provenance.Provenance;
import io.domicile.replicator.provenance.ProvenanceHeader;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * A process with the least that mirroring takes: one thread that reads, adds the link's provenance header, and writes to
 * the same partition. No transactions, no positions, no questions asked; it stops at the first failure, for it is only
 * measured.
 */
final class PlainCopy {

    private static final Duration POLL = Duration.ofMillis(100);

    private final String source;
    private final String target;
    private final String input;
    private final String output;

    private PlainCopy(String source, String target, String input, String output) {
        this.source = source;
        this.target = target;
        this.input = input;
        this.output = output;
    }

    /** @param arguments source and target brokers, topics to read and to write */
    public static void main(String[] arguments) throws IOException {
        PlainCopy copy = new PlainCopy(arguments[0], arguments[1], arguments[2], arguments[3]);
        Thread thread = new Thread(copy::run, "plain-copy");
        thread.setDaemon(true);
        thread.setUncaughtExceptionHandler((failed, failure) -> {
            System.err.println("the copy failed: " + failure);
            System.exit(1);
        });
        thread.start();
        Conversation.hold("started", question -> "?");
    }

    private void run() {
        Origin origin = new Origin("cluster-of-the-benchmark", Uuid.randomUuid());
        try (KafkaConsumer<byte[], byte[]> consumer = consumer();
                KafkaProducer<byte[], byte[]> producer = producer()) {
            List<TopicPartition> partitions = consumer.partitionsFor(input).stream()
                    .map(partition -> new TopicPartition(partition.topic(), partition.partition()))
                    .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            while (true) {
                for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
                    ProvenanceHeader.replace(record.headers(), new Provenance(1, origin, record.offset()));
                    var unused = producer.send(
                            new ProducerRecord<>(
                                    output,
                                    record.partition(),
                                    record.timestamp(),
                                    record.key(),
                                    record.value(),
                                    record.headers()),
                            (written, failure) -> {
                                if (failure != null) {
                                    throw new IllegalStateException("a record could not be written", failure);
                                }
                            });
                }
            }
        }
    }

    private KafkaConsumer<byte[], byte[]> consumer() {
        return new KafkaConsumer<>(
                Map.of(
                        "bootstrap.servers",
                        source,
                        "enable.auto.commit",
                        "false",
                        "isolation.level",
                        "read_committed",
                        "max.partition.fetch.bytes",
                        "4194304",
                        "max.poll.records",
                        "10000"),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer());
    }

    private KafkaProducer<byte[], byte[]> producer() {
        return new KafkaProducer<>(
                Map.of(
                        "bootstrap.servers",
                        target,
                        "acks",
                        "all",
                        "linger.ms",
                        "5",
                        "batch.size",
                        "262144",
                        "buffer.memory",
                        "67108864"),
                new ByteArraySerializer(),
                new ByteArraySerializer());
    }
}
