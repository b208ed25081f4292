package io.domicile.bridge;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.hivemq.client.mqtt.mqtt5.message.publish.Mqtt5PublishBuilder;
import io.domicile.bridge.ledger.Ending;
import io.domicile.kit.kafka.RecordHeaders;
import io.domicile.kit.topic.Topics;
import io.domicile.residency.DataClass;
import io.domicile.testkit.kafka.RecordsProbe;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** A broker that hands over identities (the device plays its part), and all that a message may say of itself. */
class IdentityIT {

    private static final String TELEMETRY = Topics.ingress(DataClass.TELEMETRY);
    private static final String IDENTITY = "client-subject";
    private static final String TRACEPARENT = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";
    private static final byte[] JSON = "{\"t\":1}".getBytes(UTF_8);

    private static BridgeHarness harness;
    private static BridgeService bridge;
    private static Device device;

    @BeforeAll
    static void start() {
        harness = new BridgeHarness();
        bridge = harness.bridge(
                "identity-it",
                new SimpleMeterRegistry(),
                Map.of(
                        "bridge.mqtt.identity-property",
                        IDENTITY,
                        "bridge.mqtt.identity-pattern",
                        "CN=[^,]+,O=(?<organization>[^,]+)"));
        BridgeHarness.startAndAwaitReady(bridge);
        device = new Device(harness.mqtt.port());
    }

    @AfterAll
    static void stop() {
        device.close();
        bridge.close();
        harness.close();
    }

    @Test
    void shouldStoreWithEverythingTheMessageSaysOfItself() {
        String name = harness.freshDevice();

        device.publish(
                "v1/acme/" + name + "/telemetry",
                JSON,
                message -> message.correlationData(new byte[] {0, -1})
                        .responseTopic("answers/here")
                        .messageExpiryInterval(3600)
                        .userProperties()
                        .add(IDENTITY, "CN=" + name + ",O=acme")
                        .add("traceparent", TRACEPARENT)
                        .add("tracestate", "vendor=1")
                        .applyUserProperties());

        ConsumerRecord<byte[], byte[]> stored = first(TELEMETRY, name);
        assertThat(text(stored, "mqtt-qos")).isEqualTo("1");
        assertThat(text(stored, "mqtt-retain")).isNull();
        assertThat(Long.parseLong(text(stored, "mqtt-expiry"))).isBetween(3000L, 3600L);
        assertThat(stored.headers().lastHeader("mqtt-correlation-data").value()).containsExactly(0, -1);
        assertThat(text(stored, "mqtt-response-topic")).isEqualTo("answers/here");
        assertThat(text(stored, "traceparent")).isEqualTo(TRACEPARENT);
        assertThat(text(stored, "tracestate")).isEqualTo("vendor=1");
    }

    @Test
    void shouldQuarantineADeviceThatSaysItsIdentityItself() {
        String name = harness.freshDevice();

        publish("acme", name, "CN=" + name + ",O=acme", "CN=" + name + ",O=acme");

        ConsumerRecord<byte[], byte[]> quarantined = first(Topics.QUARANTINE, name);
        assertThat(text(quarantined, "domicile-reason")).isEqualTo("identity-unreadable");
        assertThat(text(quarantined, "domicile-identity-property")).isEqualTo(IDENTITY);
    }

    @Test
    void shouldNotClaimToKnowTheIdentityWhereItsPropertiesDidNotFit() {
        String name = harness.freshDevice();
        String[] many = new String[65];
        Arrays.fill(many, "CN=" + name + ",O=acme");

        publish("acme", name, many);

        ConsumerRecord<byte[], byte[]> quarantined = first(Topics.QUARANTINE, name);
        assertThat(text(quarantined, "domicile-reason")).isEqualTo("identity-unreadable");
        assertThat(text(quarantined, "domicile-identity-property")).isNull();
    }

    @Test
    void shouldQuarantineADeviceOnAnotherOrganizationsTopic() {
        String name = harness.freshDevice();

        publish("acme", name, "CN=" + name + ",O=cygnus");

        assertThat(text(first(Topics.QUARANTINE, name), "domicile-reason")).isEqualTo("identity-mismatch");
    }

    @Test
    void shouldKeepNothingOfAStrictOrganizationsDeviceOnAnothersTopic() {
        String name = harness.freshDevice();
        String last = harness.freshDevice();

        publish("acme", name, "CN=" + name + ",O=dunes");
        publish("acme", last, "CN=" + last + ",O=acme");

        first(TELEMETRY, last);
        await().atMost(BridgeHarness.PATIENCE).until(() -> bridge.counts().ended(Ending.STRICT_RESIDENCY) == 1);
        for (String topic : List.of(TELEMETRY, Topics.QUARANTINE, Topics.DEAD_LETTER)) {
            try (RecordsProbe probe = harness.probe(topic)) {
                assertThat(probe.readAll()).noneMatch(of(name));
            }
        }
    }

    private static void publish(String organization, String name, String... identities) {
        UnaryOperator<Mqtt5PublishBuilder.Complete> properties = message -> {
            var adding = message.userProperties();
            for (String identity : identities) {
                adding = adding.add(IDENTITY, identity);
            }
            return adding.applyUserProperties();
        };
        device.publish("v1/" + organization + "/" + name + "/telemetry", JSON, properties);
    }

    private static ConsumerRecord<byte[], byte[]> first(String topic, String name) {
        try (RecordsProbe probe = harness.probe(topic)) {
            return await().atMost(BridgeHarness.PATIENCE)
                    .until(() -> probe.readAll().stream().filter(of(name)).toList(), found -> !found.isEmpty())
                    .get(0);
        }
    }

    /** By the whole name of the device, for one is the beginning of another. */
    private static Predicate<ConsumerRecord<byte[], byte[]>> of(String name) {
        return record -> ("/" + RecordHeaders.text(record.headers(), "mqtt-topic") + "/").contains("/" + name + "/");
    }

    private static String text(ConsumerRecord<byte[], byte[]> record, String header) {
        return RecordHeaders.text(record.headers(), header);
    }
}
