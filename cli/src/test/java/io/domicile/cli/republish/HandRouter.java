package io.domicile.cli.republish;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.domicile.kit.kafka.HeaderNames;
import io.domicile.kit.kafka.RecordHeaders;
import io.domicile.residency.OrganizationId;
import io.domicile.residency.RegionId;
import io.domicile.residency.region.Jurisdiction;
import io.domicile.residency.tag.ResidencyTag;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BiConsumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

/** Stands for the router between one ingress and one home topic, and does what the test says before each record. */
final class HandRouter implements AutoCloseable {

    static final String INGRESS = "ingress.role-definitions";
    static final String HOME = "home.role-definitions";

    private final KafkaConsumer<byte[], byte[]> consumer;
    private final KafkaProducer<byte[], byte[]> producer;
    private final Thread thread;
    private final AtomicReference<RuntimeException> failure = new AtomicReference<>();
    private long epoch;

    /** @param before told of each record and its number, from 1, before it is routed */
    HandRouter(String bootstrapServers, long epoch, BiConsumer<HandRouter, Integer> before) {
        this.epoch = epoch;
        this.consumer = new KafkaConsumer<>(
                Map.of("bootstrap.servers", bootstrapServers),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer());
        this.producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", bootstrapServers), new ByteArraySerializer(), new ByteArraySerializer());
        consumer.assign(List.of(new TopicPartition(INGRESS, 0)));
        consumer.seekToEnd(List.of(new TopicPartition(INGRESS, 0)));
        consumer.position(new TopicPartition(INGRESS, 0));
        this.thread = new Thread(() -> route(before), "hand-router");
        thread.start();
    }

    /** A record at home, tagged by the router's epoch. */
    static void home(KafkaProducer<byte[], byte[]> producer, String key, @Nullable String value, long epoch) {
        write(
                producer,
                new ProducerRecord<>(HOME, 0, null, key.getBytes(UTF_8), value == null ? null : value.getBytes(UTF_8)),
                epoch);
    }

    /** A copy at home, as a run wrote it that was killed then. */
    static void copy(KafkaProducer<byte[], byte[]> producer, String key, String value, String origin) {
        ProducerRecord<byte[], byte[]> record =
                new ProducerRecord<>(HOME, 0, null, key.getBytes(UTF_8), value.getBytes(UTF_8));
        RecordHeaders.add(record.headers(), HeaderNames.REPUBLISHED, origin);
        write(producer, record, 1);
    }

    void home(String key, @Nullable String value) {
        home(producer, key, value, epoch);
    }

    void learn(long newEpoch) {
        epoch = newEpoch;
    }

    @Override
    public void close() throws InterruptedException {
        consumer.wakeup();
        thread.join();
        consumer.close();
        producer.close();
        if (failure.get() != null) {
            throw failure.get();
        }
    }

    private void route(BiConsumer<HandRouter, Integer> before) {
        int number = 0;
        try {
            while (true) {
                for (ConsumerRecord<byte[], byte[]> record : consumer.poll(Duration.ofSeconds(1))) {
                    number++;
                    before.accept(this, number);
                    write(
                            producer,
                            new ProducerRecord<>(HOME, 0, null, record.key(), record.value(), record.headers()),
                            epoch);
                }
            }
        } catch (WakeupException closed) {
            return;
        } catch (RuntimeException failed) {
            failure.set(failed);
        }
    }

    private static void write(
            KafkaProducer<byte[], byte[]> producer, ProducerRecord<byte[], byte[]> record, long epoch) {
        RecordHeaders.replaceTag(
                record.headers(),
                new ResidencyTag(
                        new RegionId("eu-west"),
                        new Jurisdiction("EU"),
                        new OrganizationId("acme"),
                        "role-definitions",
                        epoch));
        try {
            producer.send(record).get();
        } catch (InterruptedException | ExecutionException failed) {
            throw new IllegalStateException("the hand router could not write", failed);
        }
    }
}
