package io.domicile.it.bridge;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.hivemq.client.mqtt.MqttClient;
import com.hivemq.client.mqtt.datatypes.MqttQos;
import com.hivemq.client.mqtt.mqtt5.Mqtt5AsyncClient;
import com.hivemq.client.mqtt.mqtt5.message.publish.Mqtt5PublishResult;
import io.domicile.testkit.mqtt.MqttBroker;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;

/**
 * Sixty-four devices, each with a connection of its own, that publish numbered JSON readings of about 200 bytes with
 * quality of service 1 at an even pace. Each device counts from 0. What counts as sent is what the broker acknowledged.
 */
final class DeviceLoad implements AutoCloseable {

    static final int DEVICES = 64;

    private static final int MAX_PENDING = 16_384;

    private static final Duration PATIENCE = Duration.ofSeconds(180);
    private static final String PADDING = "x".repeat(110);

    private final String prefix;
    private final List<Mqtt5AsyncClient> devices;
    private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor();
    private final AtomicLong sent = new AtomicLong();
    private final AtomicLong acknowledged = new AtomicLong();
    private final AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();
    private final RateLog rates = new RateLog();

    /** @param prefix of the devices' names; must not be another load's */
    DeviceLoad(MqttBroker broker, String prefix) {
        this.prefix = prefix;
        this.devices = IntStream.range(0, DEVICES)
                .mapToObj(number -> MqttClient.builder()
                        .useMqttVersion5()
                        .identifier(name(number))
                        .serverHost(broker.host())
                        .serverPort(broker.port())
                        .buildAsync())
                .toList();
        devices.stream().map(Mqtt5AsyncClient::connect).toList().forEach(connecting -> connecting.join());
    }

    /**
     * Begins to publish that many messages a second, all devices together.
     *
     * @param stored how many of them have come out at the other end
     * @param mostQueued with so many that have not, the load waits
     */
    void start(int perSecond, LongSupplier stored, int mostQueued) {
        long begin = System.nanoTime();
        var unused = clock.scheduleAtFixedRate(
                () -> {
                    long now = System.nanoTime();
                    long due = (now - begin) / 1_000 * perSecond / 1_000_000;
                    publishUntil(Math.min(due, stored.getAsLong() + mostQueued));
                    rates.sample(now, acknowledged.get());
                },
                0,
                5,
                TimeUnit.MILLISECONDS);
    }

    /** Publishes that many messages more and waits until the broker has acknowledged all. */
    void publish(int count) {
        long target = sent.get() + count;
        while (sent.get() < target) {
            publishUntil(target);
            awaitPendingBelow(MAX_PENDING);
        }
        awaitPendingBelow(1);
    }

    /** How many messages the broker has acknowledged. */
    long acknowledged() {
        Throwable failed = failure.get();
        if (failed != null) {
            throw new AssertionError("a device could not publish", failed);
        }
        return acknowledged.get();
    }

    /** How many messages each device has published, by record key. */
    List<StoredNumbers.Expected> published(String organization) {
        long total = sent.get();
        List<StoredNumbers.Expected> all = new ArrayList<>();
        for (int number = 0; number < DEVICES; number++) {
            all.add(new StoredNumbers.Expected(
                    organization + '/' + name(number), Math.toIntExact((total - number + DEVICES - 1) / DEVICES)));
        }
        return all;
    }

    RateLog rates() {
        return rates;
    }

    /** Publishes no more and waits until the broker has acknowledged all; returns how many those are. */
    long stop() {
        clock.shutdown();
        Awaitility.await("the pace ends").atMost(PATIENCE).until(clock::isTerminated);
        awaitPendingBelow(1);
        return acknowledged();
    }

    @Override
    public void close() {
        clock.shutdownNow();
        devices.stream()
                .filter(device -> device.getState().isConnected())
                .map(Mqtt5AsyncClient::disconnect)
                .collect(Collectors.toList())
                .forEach(ending -> ending.exceptionally(ignored -> null).join());
    }

    private String name(int number) {
        return prefix + '-' + number;
    }

    private void awaitPendingBelow(int bound) {
        Awaitility.await("the MQTT broker acknowledges what devices publish")
                .atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(5))
                .until(() -> sent.get() - acknowledged() < bound);
    }

    private void publishUntil(long total) {
        while (sent.get() < total && sent.get() - acknowledged.get() < MAX_PENDING && failure.get() == null) {
            long message = sent.getAndIncrement();
            int device = (int) (message % DEVICES);
            var unused = devices.get(device)
                    .publishWith()
                    .topic("v1/acme/" + name(device) + "/telemetry")
                    .qos(MqttQos.AT_LEAST_ONCE)
                    .payload(reading(message / DEVICES))
                    .send()
                    .whenComplete(this::acknowledge);
        }
    }

    private void acknowledge(@Nullable Mqtt5PublishResult result, @Nullable Throwable failed) {
        Throwable cause = failed == null ? result.getError().orElse(null) : failed;
        if (cause == null) {
            acknowledged.incrementAndGet();
        } else {
            failure.compareAndSet(null, cause);
        }
    }

    private static byte[] reading(long number) {
        return ("{\"n\": \"" + StoredNumbers.text(number) + "\", \"temperature\": 21.5, \"note\": \"" + PADDING + "\"}")
                .getBytes(UTF_8);
    }
}
