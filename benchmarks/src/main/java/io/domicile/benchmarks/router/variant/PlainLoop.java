package io.domicile.benchmarks.router.variant;

import io.domicile.benchmarks.harness.child.Conversation;
import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * A process with the least that exactly-once routing takes: one thread that reads, appends headers, writes to the same
 * partition, and commits records and positions in one transaction at the interval. The settings of its clients are those
 * that Kafka Streams has in the router, and it stops at the first failure, for it is only measured.
 */
final class PlainLoop {

    private final Copying copying;
    private final List<Header> tag = Copying.tag();
    private final Map<TopicPartition, OffsetAndMetadata> positions = new HashMap<>();

    private PlainLoop(Copying copying) {
        this.copying = copying;
    }

    /** @param arguments as {@link Copying} has them */
    public static void main(String[] arguments) throws IOException {
        PlainLoop loop = new PlainLoop(Copying.of(arguments));
        Thread thread = new Thread(loop::run, "plain-loop");
        thread.setDaemon(true);
        thread.setUncaughtExceptionHandler((failed, failure) -> {
            System.err.println("the loop failed: " + failure);
            System.exit(1);
        });
        thread.start();
        Conversation.hold("started", question -> "?");
    }

    private void run() {
        try (KafkaConsumer<byte[], byte[]> consumer = consumer();
                KafkaProducer<byte[], byte[]> producer = producer()) {
            producer.initTransactions();
            consumer.subscribe(List.of(copying.input()));
            Duration interval = Duration.ofMillis(copying.commitMillis());
            long begin = System.nanoTime();
            while (true) {
                ConsumerRecords<byte[], byte[]> records = consumer.poll(interval.dividedBy(2));
                if (!records.isEmpty()) {
                    if (positions.isEmpty()) {
                        producer.beginTransaction();
                    }
                    for (ConsumerRecord<byte[], byte[]> record : records) {
                        // A send that failed makes the commit fail
                        var unused = producer.send(copy(record));
                    }
                    positions.putAll(records.nextOffsets());
                }
                if (System.nanoTime() - begin >= interval.toNanos()) {
                    commit(producer, consumer);
                    begin = System.nanoTime();
                }
            }
        }
    }

    private void commit(KafkaProducer<byte[], byte[]> producer, KafkaConsumer<byte[], byte[]> consumer) {
        if (!positions.isEmpty()) {
            producer.sendOffsetsToTransaction(Map.copyOf(positions), consumer.groupMetadata());
            producer.commitTransaction();
            positions.clear();
        }
    }

    private ProducerRecord<byte[], byte[]> copy(ConsumerRecord<byte[], byte[]> record) {
        for (Header header : tag) {
            record.headers().add(header);
        }
        return new ProducerRecord<>(
                copying.output(),
                record.partition(),
                record.timestamp(),
                record.key(),
                record.value(),
                record.headers());
    }

    private KafkaConsumer<byte[], byte[]> consumer() {
        return new KafkaConsumer<>(
                Map.of(
                        "bootstrap.servers",
                        copying.bootstrapServers(),
                        "group.id",
                        copying.group(),
                        "auto.offset.reset",
                        "earliest",
                        "enable.auto.commit",
                        "false",
                        "isolation.level",
                        "read_committed",
                        "max.poll.records",
                        "1000"),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer());
    }

    private KafkaProducer<byte[], byte[]> producer() {
        return new KafkaProducer<>(
                Map.of(
                        "bootstrap.servers",
                        copying.bootstrapServers(),
                        "transactional.id",
                        copying.group(),
                        "transaction.timeout.ms",
                        "5000",
                        "compression.type",
                        "lz4",
                        "linger.ms",
                        "10"),
                new ByteArraySerializer(),
                new ByteArraySerializer());
    }
}
