package io.domicile.bridge.replay;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.domicile.bridge.admission.Admissions;
import io.domicile.bridge.admission.IdentityProperty;
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
import io.domicile.kit.quarantine.QuarantineState;
import io.domicile.kit.quarantine.QuarantinedRecord;
import io.domicile.kit.quarantine.Release;
import io.domicile.kit.quarantine.ReleaseState;
import io.domicile.kit.setaside.SetAsidePosition;
import io.domicile.kit.topic.Topics;
import io.domicile.residency.OrganizationId;
import io.domicile.residency.RegionId;
import io.domicile.residency.decision.ResidencyDecision;
import io.domicile.residency.policy.OrganizationPolicy;
import io.domicile.residency.policy.OrganizationState;
import io.domicile.testkit.fake.FakePolicyGate;
import io.domicile.testkit.fake.InMemorySchemaRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.record.TimestampType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A device that makes the bound of headers leave out whom the broker says it is, and keep what it says itself. */
class IdentityOnReleaseTest {

    private static final RegionId HERE = new RegionId("eu-west");
    private static final Instant RECEIVED = Instant.parse("2026-01-06T10:00:00.123Z");
    private static final String IDENTITY = "x-org";
    private static final Property FORGED = new Property(IDENTITY, "victim");
    private static final Property VOUCHED = new Property(IDENTITY, "evil");

    private final FakePolicyGate gate = new FakePolicyGate()
            .put(policy("victim", OrganizationState.ACTIVE))
            .put(policy("evil", OrganizationState.ACTIVE));
    private final Dispositions identified = dispositions(Optional.of(IdentityProperty.named(IDENTITY)));
    private final Dispositions unidentified = dispositions(Optional.empty());

    @ParameterizedTest
    @ValueSource(strings = {"x-org", "X-Org"})
    void shouldHoldWhatLostTheBrokersWordToManyProperties(String vouched) throws Exception {
        // given
        MqttMessage message = message(null, fillers(FORGED, new Property(vouched, "evil")));

        // when
        ProducerRecord<byte[], byte[]> setAside = setAside(identified, Topics.QUARANTINE, message);

        // then
        assertThat(setAside.headers().headers(IDENTITY)).hasSize(1);
        assertHeld(setAside);
    }

    @Test
    void shouldHoldWhatLostTheBrokersWordToLongCorrelationData() throws Exception {
        // given
        byte[] correlation = new byte[8 * 1024 - "mqtt-correlation-data".length() - "x-orgvictim".length()];
        MqttMessage message = message(correlation, List.of(FORGED, VOUCHED));

        // when
        ProducerRecord<byte[], byte[]> setAside = setAside(identified, Topics.QUARANTINE, message);

        // then
        assertThat(setAside.headers().headers(IDENTITY)).hasSize(1);
        assertHeld(setAside);
    }

    @Test
    void shouldHoldWhatABridgeWroteThatReadNoIdentities() throws Exception {
        ProducerRecord<byte[], byte[]> setAside = whileSuspended(unidentified, message(null, List.of(FORGED)));

        assertHeld(setAside);
    }

    @Test
    void shouldHoldWhatABridgeWroteThatReadAnotherProperty() throws Exception {
        Dispositions another = dispositions(Optional.of(IdentityProperty.named("x-client")));

        ProducerRecord<byte[], byte[]> setAside =
                whileSuspended(another, message(null, List.of(FORGED, new Property("x-client", "victim"))));

        assertHeld(setAside);
    }

    @Test
    void shouldHoldWhatADeviceSaysIsWhole() throws Exception {
        List<Property> properties = new ArrayList<>(fillers(FORGED, VOUCHED));
        properties.add(0, new Property("domicile-identity-property", IDENTITY));

        assertHeld(setAside(identified, Topics.QUARANTINE, message(null, properties)));
    }

    @Test
    void shouldHoldWhatAReplayOfADeadLetterQuarantined() throws Exception {
        // given a dead letter from before identities were read
        MqttMessage unreadable = new MqttMessage(
                "v1/victim/dev/telemetry", "no json".getBytes(UTF_8), null, List.of(FORGED), Transport.plain(1));
        ProducerRecord<byte[], byte[]> letter = setAside(unidentified, Topics.DEAD_LETTER, unreadable);

        // when
        Reception again = RecordedMessage.read(stored(letter), RECEIVED, identified.identityProperty())
                .orElseThrow();
        Disposition replayed = identified.decide(again, gate.view().orElseThrow());

        // then
        assertThat(replayed.record().topic()).isEqualTo(Topics.QUARANTINE);
        assertHeld(replayed.record());
    }

    @Test
    void shouldReleaseWhatHasAllOfItsIdentity() throws Exception {
        // given
        List<Property> honest = new ArrayList<>(fillers(new Property(IDENTITY, "victim"), new Property("site", "x")));
        ProducerRecord<byte[], byte[]> setAside = whileSuspended(identified, message(null, honest));

        // when
        Release release = release(identified, setAside);

        // then
        assertThat(release.state()).isEqualTo(ReleaseState.RELEASED);
    }

    @Test
    void shouldReleaseByTheTopicAloneWhereIdentitiesAreNotRead() throws Exception {
        ProducerRecord<byte[], byte[]> setAside = whileSuspended(unidentified, message(null, List.of()));

        assertThat(release(unidentified, setAside).state()).isEqualTo(ReleaseState.RELEASED);
    }

    private void assertHeld(ProducerRecord<byte[], byte[]> record) throws InterruptedException {
        assertThat(release(identified, record))
                .isEqualTo(new Release.Held(ReleaseState.REMAINS, "identity-unreadable"));
    }

    /** As the bridge decides a message that comes over MQTT. */
    private ProducerRecord<byte[], byte[]> setAside(Dispositions dispositions, String topic, MqttMessage message) {
        Disposition disposition =
                dispositions.decide(Reception.of(message, RECEIVED), gate.view().orElseThrow());
        assertThat(disposition).isInstanceOf(Disposition.SetAside.class);
        assertThat(disposition.record().topic()).isEqualTo(topic);
        return disposition.record();
    }

    private ProducerRecord<byte[], byte[]> whileSuspended(Dispositions dispositions, MqttMessage message) {
        gate.put(policy("victim", OrganizationState.SUSPENDED));
        ProducerRecord<byte[], byte[]> setAside = setAside(dispositions, Topics.QUARANTINE, message);
        gate.put(policy("victim", OrganizationState.ACTIVE));
        return setAside;
    }

    private Release release(Dispositions dispositions, ProducerRecord<byte[], byte[]> record)
            throws InterruptedException {
        return MessageRelease.once(gate, dispositions, Duration.ZERO).decide(stored(record), about());
    }

    /** The first, as many as leave room for nothing else, the last. */
    private static List<Property> fillers(Property first, Property last) {
        List<Property> properties = new ArrayList<>(List.of(first));
        for (int number = 0; number < 63; number++) {
            properties.add(new Property("n" + number, ""));
        }
        properties.add(last);
        return properties;
    }

    private static MqttMessage message(byte[] correlation, List<Property> properties) {
        return new MqttMessage(
                "v1/victim/dev/telemetry",
                "{\"t\":1}".getBytes(UTF_8),
                null,
                properties,
                new Transport(1, false, null, correlation, null));
    }

    private static OrganizationPolicy policy(String organization, OrganizationState state) {
        return new OrganizationPolicy(new OrganizationId(organization), HERE, List.of(), false, false, state, 1);
    }

    private static Dispositions dispositions(Optional<IdentityProperty> identity) {
        return Dispositions.create(
                new Admissions(new ResidencyDecision(HERE, Set.of()), identity),
                new Encoders(
                        new PayloadEncoder(new InMemorySchemaRegistry(), PayloadKind.JSON),
                        new RefusalAudit(decision -> new byte[0])),
                PayloadKind.JSON,
                1024,
                new BridgeMeters(new SimpleMeterRegistry(), HERE),
                unforeseen -> {
                    throw unforeseen;
                });
    }

    private static ConsumerRecord<byte[], byte[]> stored(ProducerRecord<byte[], byte[]> record) {
        return new ConsumerRecord<>(
                record.topic(),
                0,
                7,
                RECEIVED.toEpochMilli(),
                TimestampType.CREATE_TIME,
                -1,
                -1,
                record.key(),
                record.value(),
                record.headers(),
                Optional.empty());
    }

    private static QuarantinedRecord about() {
        return new QuarantinedRecord(
                new SetAsidePosition(0, 7),
                RECEIVED,
                "",
                Optional.empty(),
                0,
                Optional.empty(),
                QuarantineState.WAITING,
                Optional.empty(),
                OptionalInt.empty(),
                Optional.empty(),
                Optional.empty());
    }
}
