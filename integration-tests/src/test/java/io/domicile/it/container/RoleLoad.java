package io.domicile.it.container;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.domicile.schemas.event.RoleDefinition;
import io.domicile.schemas.registry.SchemaRegistry;
import io.domicile.schemas.serde.FramedWriter;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;

/**
 * Roles that platform services produce at an even pace, each with a key of its own: three of four of an organization that
 * may cross the border, the fourth of a strict one. Waits out whatever befalls the broker.
 */
final class RoleLoad implements AutoCloseable {

    static final String TOPIC = "ingress.role-definitions";

    private static final Duration PATIENCE = Duration.ofMinutes(4);
    private static final int EVERY_MILLIS = 20;
    private static final int ONE_IN = 4;

    private final Marks marks;
    private final FramedWriter<RoleDefinition> writer;
    private final KafkaProducer<byte[], byte[]> producer;
    private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor();
    private final AtomicInteger produced = new AtomicInteger();
    private final AtomicInteger acknowledged = new AtomicInteger();
    private final AtomicReference<@Nullable Exception> failure = new AtomicReference<>();
    private @Nullable ScheduledFuture<?> pace;

    RoleLoad(String bootstrapServers, SchemaRegistry registry, Marks marks) {
        this.marks = marks;
        this.writer = new FramedWriter<>(registry, RoleDefinition.getClassSchema());
        // With more in flight, a broker that is starting may let a later first batch overtake an earlier
        this.producer = new KafkaProducer<>(
                Map.of(
                        "bootstrap.servers",
                        bootstrapServers,
                        "acks",
                        "all",
                        "max.in.flight.requests.per.connection",
                        1,
                        "max.block.ms",
                        300_000,
                        "delivery.timeout.ms",
                        300_000),
                new ByteArraySerializer(),
                new ByteArraySerializer());
    }

    void start() {
        pace = clock.scheduleAtFixedRate(this::produce, 0, EVERY_MILLIS, TimeUnit.MILLISECONDS);
    }

    /** How many the broker has. */
    int acknowledged() {
        return acknowledged.get();
    }

    /** Begins nothing more. */
    void rest() {
        ScheduledFuture<?> ending = pace;
        if (ending != null) {
            ending.cancel(false);
        }
    }

    /** Produces no more and waits until the broker has all; returns how many those are. */
    int stop() {
        rest();
        Awaitility.await("the broker has all roles").atMost(PATIENCE).until(() -> {
            failIfLost();
            return acknowledged.get() == produced.get();
        });
        return produced.get();
    }

    /** How many of the first so many are of the organization that may cross the border. */
    static int crossing(int produced) {
        return produced - (produced + ONE_IN - 1) / ONE_IN;
    }

    @Override
    public void close() {
        clock.shutdownNow();
        producer.close(Duration.ofSeconds(5));
    }

    private void produce() {
        int number = produced.get();
        String organization = number % ONE_IN == 0 ? Marks.STRICT : Marks.OPEN;
        byte[] value = writer.write(new RoleDefinition(
                List.of("n-" + number + ';' + marks.of(organization)), List.of(), Instant.ofEpochMilli(number)));
        byte[] key = (organization + "/role-" + number).getBytes(UTF_8);
        produced.incrementAndGet();
        var unused = producer.send(new ProducerRecord<>(TOPIC, key, value), (metadata, failed) -> {
            if (failed == null) {
                acknowledged.incrementAndGet();
            } else {
                failure.compareAndSet(null, failed);
            }
        });
    }

    private void failIfLost() {
        if (failure.get() != null) {
            throw new AssertionError("a role could not be produced", failure.get());
        }
    }
}
