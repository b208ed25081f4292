package io.domicile.benchmarks.replicator.weakness;

import io.domicile.benchmarks.harness.measure.Mark;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.awaitility.Awaitility;

/** A topic of one partition with marked records, and what may happen to it. One thread. */
final class SourceTopic implements AutoCloseable {

    /** All records are of this load. */
    static final int RUN = 1;

    static final int DEVICES = 256;

    private static final Duration PATIENCE = Duration.ofMinutes(1);

    private final String name;
    private final Admin admin;
    private final KafkaProducer<byte[], byte[]> producer;
    private int written;

    SourceTopic(String brokers, String name) {
        this.name = name;
        this.admin = Admin.create(Map.of("bootstrap.servers", brokers));
        this.producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", brokers, "linger.ms", "5"),
                new ByteArraySerializer(),
                new ByteArraySerializer());
    }

    SourceTopic create() {
        Awaitility.await("the creation of a topic")
                .pollInSameThread()
                .atMost(PATIENCE)
                .ignoreExceptions()
                .until(() -> {
                    admin.createTopics(List.of(new NewTopic(name, 1, (short) 1)))
                            .all()
                            .get();
                    return true;
                });
        return this;
    }

    void write(int records) {
        for (int i = 0; i < records; i++) {
            byte[] value = new byte[Mark.LENGTH];
            new Mark(RUN, written % DEVICES, written / DEVICES, System.nanoTime()).writeTo(value, 0);
            written++;
            var unused = producer.send(new ProducerRecord<>(name, 0, null, null, value));
        }
        producer.flush();
    }

    /** How many different records were ever written. */
    int written() {
        return written;
    }

    /** How many records it has now. */
    long present() throws InterruptedException {
        return offset(OffsetSpec.latest()) - offset(OffsetSpec.earliest());
    }

    private long offset(OffsetSpec spec) throws InterruptedException {
        TopicPartition partition = new TopicPartition(name, 0);
        try {
            return admin.listOffsets(Map.of(partition, spec))
                    .partitionResult(partition)
                    .get()
                    .offset();
        } catch (ExecutionException failed) {
            throw new IllegalStateException("a topic does not tell its offsets", failed.getCause());
        }
    }

    void deleteBefore(long offset) throws InterruptedException {
        try {
            admin.deleteRecords(Map.of(new TopicPartition(name, 0), RecordsToDelete.beforeOffset(offset)))
                    .all()
                    .get();
        } catch (ExecutionException failed) {
            throw new IllegalStateException("records could not be deleted", failed.getCause());
        }
    }

    void recreate() throws InterruptedException {
        try {
            admin.deleteTopics(List.of(name)).all().get();
        } catch (ExecutionException failed) {
            throw new IllegalStateException("a topic could not be deleted", failed.getCause());
        }
        create();
    }

    @Override
    public void close() {
        producer.close();
        admin.close();
    }
}
