package io.domicile.bridge;

import static io.domicile.bridge.BridgeHarness.TELEMETRY;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.hivemq.client.mqtt.mqtt5.message.publish.Mqtt5Publish;
import com.hivemq.client.mqtt.mqtt5.message.publish.Mqtt5PublishBuilder;
import io.domicile.kit.kafka.HeaderNames;
import io.domicile.kit.kafka.RecordHeaders;
import io.domicile.kit.policy.GateStatus;
import io.domicile.kit.topic.Topics;
import io.domicile.schemas.event.Telemetry;
import io.domicile.schemas.registry.SchemaRegistryException;
import io.domicile.schemas.serde.FramedReader;
import io.domicile.schemas.serde.FramedWriter;
import io.domicile.testkit.kafka.RecordsProbe;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Where messages end, with everything in reach. */
class BridgeIT {

    private static BridgeHarness harness;
    private static BridgeService bridge;
    private static SimpleMeterRegistry meters;
    private static Device device;

    @BeforeAll
    static void start() {
        harness = new BridgeHarness();
        meters = new SimpleMeterRegistry();
        bridge = harness.bridge("bridge-it", meters, Map.of());
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
    void shouldStoreTelemetryUnderTheDevicesKey() {
        String name = harness.freshDevice();
        Instant before = Instant.now().minusSeconds(1);

        device.publish(
                "v1/acme/" + name + "/telemetry/room",
                "{\"ts\":1700000000000,\"t\":{\"in\":21.5}}".getBytes(UTF_8),
                message -> message.contentType("application/json; charset=utf-8")
                        .userProperties()
                        .add("site", "north")
                        .add("Residency-Home", "us-east")
                        .applyUserProperties());

        ConsumerRecord<byte[], byte[]> stored = recordOf(TELEMETRY, "acme/" + name);
        Telemetry telemetry = FramedReader.<Telemetry>specific(harness.registry, Telemetry.getClassSchema())
                .read(stored.value());
        assertThat(telemetry.getReadings()).containsExactly(Map.entry("t.in", 21.5));
        assertThat(telemetry.getDeviceTime()).isEqualTo(Instant.ofEpochMilli(1_700_000_000_000L));
        assertThat(Instant.ofEpochMilli(stored.timestamp())).isBetween(before, Instant.now());
        assertThat(header(stored, HeaderNames.CONTENT_TYPE)).isEqualTo(HeaderNames.FRAMED_AVRO);
        assertThat(header(stored, HeaderNames.MQTT_CONTENT_TYPE)).isEqualTo("application/json; charset=utf-8");
        assertThat(header(stored, HeaderNames.MQTT_TOPIC)).isEqualTo("v1/acme/" + name + "/telemetry/room");
        assertThat(header(stored, "site")).isEqualTo("north");
        assertThat(stored.headers())
                .noneMatch(header -> header.key().toLowerCase().startsWith("residency-"));
        assertThat(meters.get("domicile.bridge.headers.removed")
                        .tag("reason", "forged")
                        .counter()
                        .count())
                .isEqualTo(1);
    }

    @Test
    void shouldStoreAMessageOfAnOrganizationHomedElsewhereForTheRouterToForward() {
        String name = harness.freshDevice();

        device.publish("v1/cygnus/" + name + "/telemetry", "{\"t\":1}");

        assertThat(recordOf(TELEMETRY, "cygnus/" + name).value()).isNotEmpty();
    }

    @Test
    void shouldDeadLetterMalformedJsonWithItsPayloadAndReason() {
        String name = harness.freshDevice();

        device.publish("v1/acme/" + name + "/telemetry", "{\"t\":");

        ConsumerRecord<byte[], byte[]> dead = recordOf(Topics.DEAD_LETTER, "acme/" + name);
        assertThat(dead.value()).asString(UTF_8).isEqualTo("{\"t\":");
        assertThat(header(dead, HeaderNames.REASON)).isEqualTo("malformed-json");
    }

    @Test
    void shouldDeadLetterWhatIsTooLargeForIngress() {
        String name = harness.freshDevice();

        device.publish("v1/acme/" + name + "/telemetry", new byte[2 * 1024 * 1024], opaque());

        ConsumerRecord<byte[], byte[]> dead = recordOf(Topics.DEAD_LETTER, "acme/" + name);
        assertThat(dead.value()).hasSize(2 * 1024 * 1024);
        assertThat(header(dead, HeaderNames.REASON)).isEqualTo("too-large");
    }

    @Test
    void shouldKeepOnlyAReferenceToWhatIsTooLargeEvenForTheDeadLetters() {
        String name = harness.freshDevice();

        device.publish("v1/acme/" + name + "/telemetry", new byte[9 * 1024 * 1024], opaque());

        ConsumerRecord<byte[], byte[]> dead = recordOf(Topics.DEAD_LETTER, "acme/" + name);
        assertThat(dead.value()).isEmpty();
        assertThat(header(dead, HeaderNames.OMITTED_BYTES)).isEqualTo(Integer.toString(9 * 1024 * 1024));
    }

    @Test
    void shouldDeadLetterATopicOutsideTheTemplate() {
        String topic = "v1/acme/" + harness.freshDevice();

        device.publish(topic, "{}");

        try (RecordsProbe probe = harness.probe(Topics.DEAD_LETTER)) {
            await().atMost(BridgeHarness.PATIENCE)
                    .untilAsserted(() -> assertThat(probe.readAll()).anySatisfy(dead -> {
                        assertThat(header(dead, HeaderNames.MQTT_TOPIC)).isEqualTo(topic);
                        assertThat(header(dead, HeaderNames.REASON)).isEqualTo("topic-outside-template");
                    }));
        }
    }

    @Test
    void shouldDeadLetterAKnownClassThatDoesNotComeOverMqtt() {
        String name = harness.freshDevice();

        device.publish("v1/acme/" + name + "/dashboards", "{}");

        assertThat(header(recordOf(Topics.DEAD_LETTER, "acme/" + name), HeaderNames.REASON))
                .isEqualTo("class-not-over-mqtt");
    }

    @Test
    void shouldQuarantineAnOrganizationNobodyKnows() {
        String name = harness.freshDevice();

        device.publish("v1/nobody/" + name + "/telemetry", "{\"t\":1}");

        ConsumerRecord<byte[], byte[]> quarantined = recordOf(Topics.QUARANTINE, "nobody/" + name);
        assertThat(quarantined.value()).asString(UTF_8).isEqualTo("{\"t\":1}");
        assertThat(header(quarantined, HeaderNames.REASON)).isEqualTo("unknown-organization");
    }

    @Test
    void shouldRefuseAStrictOrganizationHomedElsewhereAndTellTheDeviceOnce() throws InterruptedException {
        String name = harness.freshDevice();
        BlockingQueue<Mqtt5Publish> notices = device.subscribe("notice/dunes/" + name);
        double suppressed = notices("suppressed");

        device.publish("v1/dunes/" + name + "/telemetry", "{\"planted\":\"" + name + "-secret\"}");
        device.publish("v1/dunes/" + name + "/telemetry", "{\"planted\":\"" + name + "-secret\"}");

        Mqtt5Publish notice = notices.poll(60, TimeUnit.SECONDS);
        assertThat(notice).isNotNull();
        assertThat(notice.getPayloadAsBytes()).asString(UTF_8).contains("\"home\":\"us-east\"", "strict-residency");
        assertThat(notice.getMessageExpiryInterval().orElse(0)).isBetween(3500L, 3600L);
        await().atMost(BridgeHarness.PATIENCE).until(() -> notices("suppressed") == suppressed + 1);
        assertThat(notices).isEmpty();
        try (RecordsProbe audit = harness.probe(Topics.AUDIT)) {
            assertThat(audit.readAll())
                    .filteredOn(entry -> new String(entry.value(), UTF_8).equals("block strict-residency us-east 7"))
                    .hasSizeGreaterThanOrEqualTo(2)
                    .allSatisfy(entry -> assertThat(entry.key()).isNull());
        }
        for (String topic : List.of(TELEMETRY, Topics.QUARANTINE, Topics.DEAD_LETTER, Topics.AUDIT)) {
            try (RecordsProbe probe = harness.probe(topic)) {
                assertThat(probe.readAll())
                        .noneMatch(record -> new String(record.value(), UTF_8).contains(name + "-secret"));
            }
        }
    }

    @Test
    void shouldHoldMessagesBackWhileTheGateIsClosed() {
        String name = harness.freshDevice();
        harness.gate.close(GateStatus.Reason.LOADING);
        try {
            device.publish("v1/acme/" + name + "/telemetry", "{\"t\":1}");
            await().atMost(BridgeHarness.PATIENCE).until(() -> bridge.counts().inFlight() == 1);

            assertThat(bridge.health().notReady()).contains("policy gate closed: loading");
        } finally {
            harness.gate.open();
        }
        assertThat(recordOf(TELEMETRY, "acme/" + name).value()).isNotEmpty();
    }

    @Test
    void shouldHoldFramedAvroBackWhileTheRegistryIsAway() {
        String name = harness.freshDevice();
        byte[] frame = new FramedWriter<Telemetry>(harness.registry, Telemetry.getClassSchema())
                .write(new Telemetry(null, Map.of("t", 1L)));
        harness.registry.failWith(SchemaRegistryException.Kind.UNAVAILABLE);
        try {
            device.publish(
                    "v1/acme/" + name + "/telemetry", frame, message -> message.contentType(HeaderNames.FRAMED_AVRO));
            await().atMost(BridgeHarness.PATIENCE)
                    .until(() -> bridge.health().notReady().contains("schema registry not reached"));
        } finally {
            harness.registry.recover();
        }
        assertThat(recordOf(TELEMETRY, "acme/" + name).value()).isEqualTo(frame);
    }

    @Test
    void shouldDeadLetterFramedAvroOfAnotherClass() {
        String name = harness.freshDevice();
        byte[] frame = new FramedWriter<Telemetry>(harness.registry, Telemetry.getClassSchema())
                .write(new Telemetry(null, Map.of("t", 1L)));

        device.publish("v1/acme/" + name + "/alerts", frame, message -> message.contentType(HeaderNames.FRAMED_AVRO));

        assertThat(header(recordOf(Topics.DEAD_LETTER, "acme/" + name), HeaderNames.REASON))
                .isEqualTo("wrong-schema");
    }

    @Test
    void shouldStoreMessagesOfQualityOfServiceZeroAndOpaqueBytes() {
        String first = harness.freshDevice();
        String second = harness.freshDevice();

        device.publishAtMostOnce("v1/acme/" + first + "/telemetry", "{\"t\":1}");
        device.publish("v1/acme/" + second + "/telemetry", new byte[] {1, 2, 3}, opaque());

        assertThat(recordOf(TELEMETRY, "acme/" + first).value()).isNotEmpty();
        ConsumerRecord<byte[], byte[]> stored = recordOf(TELEMETRY, "acme/" + second);
        assertThat(stored.value()).containsExactly(1, 2, 3);
        assertThat(header(stored, HeaderNames.CONTENT_TYPE)).isEqualTo(HeaderNames.OPAQUE);
    }

    private static UnaryOperator<Mqtt5PublishBuilder.Complete> opaque() {
        return message -> message.contentType(HeaderNames.OPAQUE);
    }

    private static double notices(String outcome) {
        return meters.get("domicile.bridge.notices")
                .tag("outcome", outcome)
                .counter()
                .count();
    }

    static ConsumerRecord<byte[], byte[]> recordOf(String topic, String key) {
        try (RecordsProbe probe = harness.probe(topic)) {
            return await().atMost(BridgeHarness.PATIENCE)
                    .until(
                            () -> probe.readAll().stream()
                                    .filter(record ->
                                            record.key() != null && new String(record.key(), UTF_8).equals(key))
                                    .toList(),
                            found -> !found.isEmpty())
                    .get(0);
        }
    }

    static String header(ConsumerRecord<byte[], byte[]> record, String name) {
        return RecordHeaders.text(record.headers(), name);
    }
}
