package io.domicile.demo.load;

import com.hivemq.client.mqtt.datatypes.MqttQos;
import com.hivemq.client.mqtt.mqtt5.Mqtt5AsyncClient;
import com.hivemq.client.mqtt.mqtt5.Mqtt5Client;
import com.hivemq.client.mqtt.mqtt5.message.publish.Mqtt5Publish;
import com.hivemq.client.mqtt.mqtt5.message.publish.Mqtt5PublishResult;
import io.domicile.residency.OrganizationId;
import io.domicile.testkit.mqtt.EmbeddedMqtt;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * A device with a connection of its own: MQTT 5, QoS 1. Its messages carry a sequence number from 0 and its
 * organization's mark. One thread publishes; any thread may count.
 */
public final class Device implements AutoCloseable {

    private static final long PATIENCE_SECONDS = 30;

    private final OrganizationId organization;
    private final String name;
    private final String mark;
    private final Mqtt5AsyncClient client;
    private final AtomicLong published = new AtomicLong();
    private final AtomicLong acknowledged = new AtomicLong();
    private final AtomicLong failed = new AtomicLong();
    private final List<String> notices = new CopyOnWriteArrayList<>();

    private Device(OrganizationId organization, String name, String mark, Mqtt5AsyncClient client) {
        this.organization = organization;
        this.name = name;
        this.mark = mark;
        this.client = client;
    }

    /** A connected device that listens for notices to it. */
    static Device connect(EmbeddedMqtt broker, OrganizationId organization, String name, String mark) {
        Mqtt5AsyncClient client = Mqtt5Client.builder()
                .identifier("device-" + organization.value() + '-' + name)
                .serverHost(broker.host())
                .serverPort(broker.port())
                .buildAsync();
        Device device = new Device(organization, name, mark, client);
        try {
            client.connect().get(PATIENCE_SECONDS, TimeUnit.SECONDS);
            client.subscribeWith()
                    .topicFilter("notice/" + organization.value() + '/' + name)
                    .qos(MqttQos.AT_LEAST_ONCE)
                    .callback(device::receive)
                    .send()
                    .get(PATIENCE_SECONDS, TimeUnit.SECONDS);
            return device;
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while a device connected", interrupted);
        } catch (java.util.concurrent.ExecutionException | java.util.concurrent.TimeoutException failed) {
            throw new IllegalStateException("a device could not connect to the MQTT broker", failed);
        }
    }

    public void publish() {
        long sequence = published.getAndIncrement();
        String reading = "{\"seq\": %d, \"temperature\": %d.%d, \"door\": {\"open\": %b}, \"mark\": \"%s\"}"
                .formatted(sequence, 18 + sequence % 7, sequence % 10, sequence % 2 == 0, mark);
        client.publishWith()
                .topic("v1/" + organization.value() + '/' + name + "/telemetry")
                .qos(MqttQos.AT_LEAST_ONCE)
                .contentType("application/json")
                .payload(reading.getBytes(StandardCharsets.UTF_8))
                .send()
                .whenComplete(this::count)
                .exceptionally(counted -> null);
    }

    public OrganizationId organization() {
        return organization;
    }

    /** Key of this device's records. */
    public String key() {
        return organization.value() + '/' + name;
    }

    public long published() {
        return published.get();
    }

    /** Messages whose PUBACK has arrived. */
    public long acknowledged() {
        return acknowledged.get();
    }

    /** Messages that were neither acknowledged nor refused so far. */
    long outstanding() {
        return published.get() - acknowledged.get() - failed.get();
    }

    /** The texts of the notices received. */
    public List<String> notices() {
        return List.copyOf(notices);
    }

    @Override
    public void close() {
        client.disconnect().exceptionally(alreadyGone -> null).join();
    }

    private void count(@Nullable Mqtt5PublishResult result, @Nullable Throwable failure) {
        if (failure == null && result != null && result.getError().isEmpty()) {
            acknowledged.incrementAndGet();
        } else {
            failed.incrementAndGet();
        }
    }

    private void receive(Mqtt5Publish notice) {
        notices.add(new String(notice.getPayloadAsBytes(), StandardCharsets.UTF_8));
    }
}
