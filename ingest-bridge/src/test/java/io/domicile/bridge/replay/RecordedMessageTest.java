package io.domicile.bridge.replay;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.domicile.bridge.admission.Admissions;
import io.domicile.bridge.forward.Disposition;
import io.domicile.bridge.forward.Dispositions;
import io.domicile.bridge.forward.Encoders;
import io.domicile.bridge.forward.Reception;
import io.domicile.bridge.ledger.MqttMessage;
import io.domicile.bridge.ledger.MqttMessage.Property;
import io.domicile.bridge.ledger.MqttMessage.Transport;
import io.domicile.bridge.meter.BridgeMeters;
import io.domicile.bridge.payload.PayloadEncoder;
import io.domicile.bridge.payload.PayloadKind;
import io.domicile.bridge.refusal.RefusalAudit;
import io.domicile.kit.kafka.HeaderNames;
import io.domicile.kit.topic.Topics;
import io.domicile.residency.OrganizationId;
import io.domicile.residency.RegionId;
import io.domicile.residency.decision.ResidencyDecision;
import io.domicile.residency.policy.OrganizationPolicy;
import io.domicile.residency.policy.OrganizationState;
import io.domicile.testkit.fake.FakePolicyGate;
import io.domicile.testkit.fake.InMemorySchemaRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RecordedMessageTest {

    private static final RegionId HERE = new RegionId("eu-west");
    private static final Instant RECEIVED = Instant.parse("2026-01-06T10:00:00.123Z");

    private final FakePolicyGate gate = new FakePolicyGate()
            .put(new OrganizationPolicy(
                    new OrganizationId("acme"), HERE, List.of(), false, false, OrganizationState.ACTIVE, 1));
    private final Dispositions dispositions = Dispositions.create(
            new Admissions(new ResidencyDecision(HERE, Set.of()), Optional.empty()),
            new Encoders(
                    new PayloadEncoder(new InMemorySchemaRegistry(), PayloadKind.JSON),
                    new RefusalAudit(decision -> new byte[0])),
            PayloadKind.JSON,
            1024,
            new BridgeMeters(new SimpleMeterRegistry(), HERE),
            unforeseen -> {
                throw unforeseen;
            });

    @Test
    void shouldBeTheMessageThatTheBridgeSetAside() {
        MqttMessage message = new MqttMessage(
                "v1/acme/dev-1/telemetry/room",
                "no json".getBytes(UTF_8),
                "application/json; charset=utf-8",
                List.of(
                        new Property("TraceParent", "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01"),
                        new Property("site", "north"),
                        new Property("site", "n\u00f6rdlich"),
                        new Property("residency-home", "us-east"),
                        new Property("Domicile-Mark", "replayed"),
                        new Property("mqtt-qos", "9")),
                new Transport(1, true, 4_294_967_295L, new byte[] {0, -1}, "v1/answers"));
        ProducerRecord<byte[], byte[]> setAside = decide(message);

        MqttMessage read =
                read(setAside.headers(), setAside.value()).orElseThrow().message();

        assertThat(setAside.topic()).isEqualTo(Topics.DEAD_LETTER);
        assertThat(read.topic()).isEqualTo(message.topic());
        assertThat(read.payload()).isEqualTo(message.payload());
        assertThat(read.contentType()).isEqualTo(message.contentType());
        assertThat(read.properties())
                .contains(new Property("site", "north"), new Property("site", "n\u00f6rdlich"))
                .hasSize(3);
        assertSame(decide(read), setAside);
    }

    @Test
    void shouldBeTheMessageThatSaidLittle() {
        MqttMessage message = new MqttMessage("v1/acme/dev-1/alerts", new byte[0], null, List.of(), Transport.plain(0));
        ProducerRecord<byte[], byte[]> setAside = decide(message);

        MqttMessage read =
                read(setAside.headers(), setAside.value()).orElseThrow().message();

        assertThat(read.contentType()).isNull();
        assertThat(read.transport()).isEqualTo(Transport.plain(0));
        assertSame(decide(read), setAside);
    }

    @Test
    void shouldBeReadAsAnotherKindWithoutForgettingWhatWasDeclared() {
        MqttMessage message = new MqttMessage(
                "v1/acme/dev-1/alerts", "x".getBytes(UTF_8), HeaderNames.JSON, List.of(), Transport.plain(1));

        Disposition disposition = dispositions.decide(
                Reception.of(message, RECEIVED).readAs(PayloadKind.OPAQUE),
                gate.view().orElseThrow());

        assertThat(disposition).isInstanceOf(Disposition.Ingress.class);
        Headers headers = disposition.record().headers();
        assertThat(new String(headers.lastHeader(HeaderNames.CONTENT_TYPE).value(), UTF_8))
                .isEqualTo(HeaderNames.OPAQUE);
        assertThat(new String(headers.lastHeader(HeaderNames.MQTT_CONTENT_TYPE).value(), UTF_8))
                .isEqualTo(HeaderNames.JSON);
    }

    @ParameterizedTest
    @CsvSource({"mqtt-topic,", "mqtt-qos,", "mqtt-qos,2", "mqtt-expiry,soon", "mqtt-expiry,99999999999"})
    void shouldNotBeReadFromWhatTheBridgeDidNotWrite(String name, String value) {
        Headers headers = decide(
                        new MqttMessage("v1/acme/dev-1/alerts", new byte[0], null, List.of(), Transport.plain(1)))
                .headers();
        headers.remove(name);
        if (value != null) {
            headers.add(name, value.getBytes(UTF_8));
        }

        assertThat(read(headers, new byte[0])).isEmpty();
    }

    @Test
    void shouldNotBeReadFromATombstone() {
        Headers headers = new RecordHeaders();
        headers.add(HeaderNames.MQTT_TOPIC, "v1/acme/dev-1/alerts".getBytes(UTF_8));
        headers.add(HeaderNames.MQTT_QOS, "1".getBytes(UTF_8));

        assertThat(read(headers, null)).isEmpty();
    }

    private ProducerRecord<byte[], byte[]> decide(MqttMessage message) {
        Disposition disposition =
                dispositions.decide(Reception.of(message, RECEIVED), gate.view().orElseThrow());
        assertThat(disposition).isInstanceOf(Disposition.SetAside.class);
        return disposition.record();
    }

    private static void assertSame(ProducerRecord<byte[], byte[]> again, ProducerRecord<byte[], byte[]> first) {
        assertThat(again.topic()).isEqualTo(first.topic());
        assertThat(again.key()).isEqualTo(first.key());
        assertThat(again.value()).isEqualTo(first.value());
        assertThat(again.timestamp()).isEqualTo(first.timestamp());
        assertThat(again.headers()).isEqualTo(first.headers());
    }

    private static Optional<Reception> read(Headers headers, byte[] value) {
        return RecordedMessage.read(stored(headers, value), RECEIVED, Optional.empty());
    }

    private static ConsumerRecord<byte[], byte[]> stored(Headers headers, byte[] value) {
        return new ConsumerRecord<>(
                Topics.DEAD_LETTER,
                0,
                7,
                RECEIVED.toEpochMilli(),
                TimestampType.CREATE_TIME,
                -1,
                -1,
                null,
                value,
                headers,
                Optional.empty());
    }
}
