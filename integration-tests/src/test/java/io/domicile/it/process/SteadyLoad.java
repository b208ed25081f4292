package io.domicile.it.process;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.IntFunction;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;

/** Numbered records, produced at an even pace in the order of their numbers. */
final class SteadyLoad implements AutoCloseable {

    private static final int KEYS = 8;
    private static final int EVERY_MILLIS = 10;

    private final IntFunction<ProducerRecord<byte[], byte[]>> records;
    private final int perTick;
    private final KafkaProducer<byte[], byte[]> producer;
    private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor();
    private final AtomicInteger produced = new AtomicInteger();
    private final AtomicReference<@Nullable Exception> failure = new AtomicReference<>();

    SteadyLoad(String bootstrapServers, String topic, int perSecond) {
        this(
                bootstrapServers,
                perSecond,
                number -> new ProducerRecord<>(
                        topic,
                        ("acme/key-" + number % KEYS).getBytes(UTF_8),
                        Numbered.text(number).getBytes(UTF_8)));
    }

    /** @param records gives the record of each number */
    SteadyLoad(String bootstrapServers, int perSecond, IntFunction<ProducerRecord<byte[], byte[]>> records) {
        this.records = records;
        this.perTick = perSecond * EVERY_MILLIS / 1000;
        this.producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", bootstrapServers, "acks", "all", "linger.ms", 2),
                new ByteArraySerializer(),
                new ByteArraySerializer());
        var unused = clock.scheduleAtFixedRate(this::tick, 0, EVERY_MILLIS, TimeUnit.MILLISECONDS);
    }

    /** How many were produced so far: the next one's number. */
    int produced() {
        return produced.get();
    }

    /** Ends the load; returns how many records the broker has. */
    int stop() {
        clock.shutdown();
        Awaitility.await("the load ends").atMost(Duration.ofSeconds(60)).until(clock::isTerminated);
        producer.flush();
        if (failure.get() != null) {
            throw new AssertionError("the load could not be produced", failure.get());
        }
        return produced.get();
    }

    @Override
    public void close() {
        clock.shutdownNow();
        producer.close();
    }

    private void tick() {
        for (int sent = 0; sent < perTick; sent++) {
            int number = produced.getAndIncrement();
            var unused = producer.send(records.apply(number), (metadata, failed) -> {
                if (failed != null) {
                    failure.compareAndSet(null, failed);
                }
            });
        }
    }
}
