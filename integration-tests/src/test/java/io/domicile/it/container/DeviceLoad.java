package io.domicile.it.container;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.hivemq.client.mqtt.MqttClient;
import com.hivemq.client.mqtt.datatypes.MqttQos;
import com.hivemq.client.mqtt.mqtt5.Mqtt5AsyncClient;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;

/** Devices that publish numbered telemetry at an even pace with quality of service 1, all over one connection. */
final class DeviceLoad implements AutoCloseable {

    static final int DEVICES = 4;

    private static final Duration PATIENCE = Duration.ofMinutes(4);
    private static final int EVERY_MILLIS = 20;

    private final Marks marks;
    private final Mqtt5AsyncClient client;
    private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor();
    private final AtomicInteger published = new AtomicInteger();
    private final AtomicInteger acknowledged = new AtomicInteger();
    private final AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();
    private @Nullable ScheduledFuture<?> pace;

    /** Connects as soon as the broker lets it. */
    DeviceLoad(int port, Marks marks) {
        this.marks = marks;
        this.client = MqttClient.builder()
                .useMqttVersion5()
                .serverHost(Node.host())
                .serverPort(port)
                .automaticReconnectWithDefaultConfig()
                .buildAsync();
        var unused = client.connectWith()
                .cleanStart(false)
                .sessionExpiryInterval(3600)
                .send();
        Awaitility.await("devices connect")
                .atMost(PATIENCE)
                .until(() -> client.getState().isConnected());
    }

    void start() {
        pace = clock.scheduleAtFixedRate(this::publish, 0, EVERY_MILLIS, TimeUnit.MILLISECONDS);
    }

    /** How many the MQTT broker has acknowledged so far. */
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

    /** Publishes no more and waits until the MQTT broker has all; returns how many those are. */
    int stop() {
        rest();
        Awaitility.await("the MQTT broker has all messages").atMost(PATIENCE).until(() -> {
            if (failure.get() != null) {
                throw new AssertionError("a device could not publish", failure.get());
            }
            return acknowledged.get() == published.get();
        });
        return published.get();
    }

    @Override
    public void close() {
        clock.shutdownNow();
        client.disconnect().exceptionally(ignored -> null).join();
    }

    private void publish() {
        int number = published.getAndIncrement();
        byte[] reading = "{\"note\": \"n-%d;%s\", \"temperature\": 21.5}"
                .formatted(number, marks.of(Marks.REGIONAL))
                .getBytes(UTF_8);
        var unused = client.publishWith()
                .topic("v1/" + Marks.OPEN + "/dev-" + number % DEVICES + "/telemetry")
                .qos(MqttQos.AT_LEAST_ONCE)
                .payload(reading)
                .send()
                .whenComplete((result, failed) -> {
                    if (failed == null && result.getError().isEmpty()) {
                        acknowledged.incrementAndGet();
                    } else {
                        failure.compareAndSet(
                                null, failed == null ? result.getError().orElseThrow() : failed);
                    }
                });
    }
}
