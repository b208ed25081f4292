package io.domicile.bridge;

import static io.domicile.bridge.BridgeHarness.TELEMETRY;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.domicile.bridge.payload.PayloadKind;
import io.domicile.bridge.replay.DeadLetter;
import io.domicile.bridge.replay.DeadLetterState;
import io.domicile.bridge.replay.PolicyGateClosedException;
import io.domicile.bridge.replay.ReplayResult;
import io.domicile.bridge.replay.ReplaySelection;
import io.domicile.bridge.replay.ReplayState;
import io.domicile.kit.kafka.ClientSettings;
import io.domicile.kit.kafka.HeaderNames;
import io.domicile.kit.kafka.ToolClients;
import io.domicile.kit.policy.GateStatus;
import io.domicile.kit.setaside.SetAsideException;
import io.domicile.kit.setaside.SetAsideFencedException;
import io.domicile.kit.setaside.SetAsidePosition;
import io.domicile.kit.setaside.SetAsideTopic;
import io.domicile.kit.topic.Topics;
import io.domicile.residency.DataClass;
import io.domicile.schemas.registry.SchemaRegistryException;
import io.domicile.testkit.kafka.RecordsProbe;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.config.ConfigResource;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Dead letters that a running bridge makes, listed and replayed beside it. */
class DeadLettersIT {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private static BridgeHarness harness;
    private static BridgeService bridge;
    private static Device device;

    @BeforeAll
    static void start() {
        harness = new BridgeHarness();
        bridge = harness.bridge("dead-letters-it", new SimpleMeterRegistry(), Map.of());
        BridgeHarness.startAndAwaitReady(bridge);
        device = new Device(harness.mqtt.port());
    }

    @AfterAll
    static void stop() {
        device.close();
        bridge.close();
        harness.close();
    }

    @AfterEach
    void restorePolicy() {
        harness.gate.open();
        harness.registry.recover();
        harness.gate.put(BridgeHarness.policy("acme", BridgeHarness.HERE, false));
    }

    @Test
    void shouldListWhatTheBridgeCouldNotTake() {
        String name = harness.freshDevice();
        String malformed = "v1/acme/" + name + "/telemetry";
        String tooLarge = "v1/acme/" + name + "/alerts";
        String beyondKeeping = "v1/acme/" + name + "/alerts/beyond";
        String outside = "v1/acme/" + name;

        device.publish(malformed, "{\"t\":");
        device.publish(tooLarge, new byte[2 * 1024 * 1024], message -> message.contentType(HeaderNames.OPAQUE));
        device.publish(beyondKeeping, new byte[9 * 1024 * 1024], message -> message.contentType(HeaderNames.OPAQUE));
        device.publish(outside, "{}");

        DeadLetter first = await(malformed);
        assertThat(first.reason()).isEqualTo("malformed-json");
        assertThat(first.dataClass()).hasToString("Optional[TELEMETRY]");
        assertThat(first.contentType()).contains(HeaderNames.JSON);
        assertThat(first.payload()).asString(UTF_8).isEqualTo("{\"t\":");
        assertThat(first.state()).isEqualTo(DeadLetterState.WAITING);
        DeadLetter second = await(tooLarge);
        assertThat(second.reason()).isEqualTo("too-large");
        assertThat(second.payload()).hasSize(2 * 1024 * 1024);
        DeadLetter third = await(beyondKeeping);
        assertThat(third.state()).isEqualTo(DeadLetterState.REFERENCE_ONLY);
        assertThat(third.omittedBytes()).contains(Integer.toString(9 * 1024 * 1024));
        DeadLetter fourth = await(outside);
        assertThat(fourth.reason()).isEqualTo("topic-outside-template");
        assertThat(fourth.dataClass()).isEmpty();

        assertThat(replay(second, third, fourth))
                .containsExactlyInAnyOrder(
                        new ReplayResult(second.position(), ReplayState.REMAINS, "too-large"),
                        new ReplayResult(third.position(), ReplayState.PAYLOAD_OMITTED, ""),
                        new ReplayResult(fourth.position(), ReplayState.REMAINS, "topic-outside-template"));
        assertThat(await(tooLarge).state()).isEqualTo(DeadLetterState.WAITING);
    }

    @Test
    void shouldStoreAReplayedMessageExactlyOnceWithItsTimeAndHeaders() {
        String key = "acme/" + harness.freshDevice();
        DeadLetter letter = deadLetter("v1/" + key + "/telemetry", "no json");

        List<ReplayResult> rehearsed = new ArrayList<>();
        with(letters -> letters.replay().rehearse(at(letter), Optional.of(PayloadKind.OPAQUE), rehearsed::add));
        List<ReplayResult> first = replayAs(PayloadKind.OPAQUE, letter);
        List<ReplayResult> second = replayAs(PayloadKind.OPAQUE, letter);

        assertThat(rehearsed)
                .isEqualTo(first)
                .containsExactly(new ReplayResult(letter.position(), ReplayState.STORED, TELEMETRY));
        assertThat(second).containsExactly(new ReplayResult(letter.position(), ReplayState.ALREADY_REPLAYED, ""));
        ConsumerRecord<byte[], byte[]> stored = onlyRecordOf(TELEMETRY, key);
        assertThat(stored.value()).asString(UTF_8).isEqualTo("no json");
        assertThat(stored.timestamp()).isEqualTo(letter.receivedAt().toEpochMilli());
        assertThat(ReplayRecords.header(stored, HeaderNames.CONTENT_TYPE)).isEqualTo(HeaderNames.OPAQUE);
        assertThat(ReplayRecords.header(stored, HeaderNames.MQTT_CONTENT_TYPE)).isEqualTo(HeaderNames.JSON);
        assertThat(ReplayRecords.header(stored, HeaderNames.MQTT_TOPIC)).isEqualTo("v1/" + key + "/telemetry");
        assertThat(ReplayRecords.header(stored, "site")).isEqualTo("north");
        assertThat(stored.headers()).noneMatch(header -> header.key().startsWith("domicile-"));
        assertThat(await("v1/" + key + "/telemetry").state()).isEqualTo(DeadLetterState.REPLAYED);
    }

    @Test
    void shouldReplayEveryLetterWithAReasonOnce() {
        String one = "acme/" + harness.freshDevice();
        String other = "acme/" + harness.freshDevice();
        deadLetter("v1/" + one + "/telemetry", "[1]");
        deadLetter("v1/" + other + "/telemetry", "[2]");

        List<ReplayResult> results = new ArrayList<>();
        for (int round = 0; round < 2; round++) {
            with(letters -> letters.replay()
                    .run(new ReplaySelection.Reason("not-an-object"), Optional.of(PayloadKind.OPAQUE), results::add));
        }

        assertThat(results)
                .extracting(ReplayResult::state)
                .containsExactly(
                        ReplayState.STORED,
                        ReplayState.STORED,
                        ReplayState.ALREADY_REPLAYED,
                        ReplayState.ALREADY_REPLAYED);
        assertThat(onlyRecordOf(TELEMETRY, one).value()).asString(UTF_8).isEqualTo("[1]");
        assertThat(onlyRecordOf(TELEMETRY, other).value()).asString(UTF_8).isEqualTo("[2]");
    }

    @Test
    void shouldLeaveNothingOfAReplayThatWasKilled() {
        String key = "acme/" + harness.freshDevice();
        DeadLetter letter = deadLetter("v1/" + key + "/telemetry", "no json");

        try (Producer<byte[], byte[]> killed = ReplayRecords.replayProducer(harness.kafka.bootstrapServers())) {
            killed.initTransactions();
            killed.beginTransaction();
            killed.send(new ProducerRecord<>(TELEMETRY, key.getBytes(UTF_8), "half".getBytes(UTF_8)));
            killed.send(ReplayRecords.mark(letter));
            killed.flush();

            assertThat(replayAs(PayloadKind.OPAQUE, letter))
                    .extracting(ReplayResult::state)
                    .containsExactly(ReplayState.STORED);
            assertThatThrownBy(killed::commitTransaction).isInstanceOf(RuntimeException.class);
        }

        assertThat(onlyRecordOf(TELEMETRY, key).value()).asString(UTF_8).isEqualTo("no json");
    }

    @Test
    void shouldLetTheReplayThatBeginsLastEndTheOther() {
        String first = "acme/" + harness.freshDevice();
        String second = "acme/" + harness.freshDevice();
        DeadLetter one = deadLetter("v1/" + first + "/telemetry", "no json");
        DeadLetter two = deadLetter("v1/" + second + "/telemetry", "no json");
        List<ReplayResult> reported = new ArrayList<>();

        assertThatThrownBy(() -> with(letters -> letters.replay().run(at(one, two), opaque(), result -> {
                    reported.add(result);
                    if (reported.size() == 1) {
                        assertThat(replayAs(PayloadKind.OPAQUE, one, two))
                                .extracting(ReplayResult::state)
                                .containsExactlyInAnyOrder(ReplayState.ALREADY_REPLAYED, ReplayState.STORED);
                    }
                })))
                .isInstanceOf(SetAsideFencedException.class)
                .hasMessageContaining("took over");

        assertThat(reported).extracting(ReplayResult::state).containsExactly(ReplayState.STORED);
        assertThat(onlyRecordOf(TELEMETRY, first).value()).asString(UTF_8).isEqualTo("no json");
        assertThat(onlyRecordOf(TELEMETRY, second).value()).asString(UTF_8).isEqualTo("no json");
    }

    @Test
    void shouldRefuseAndAuditWhatPolicyNoLongerLetsIn() {
        String key = "acme/" + harness.freshDevice();
        DeadLetter letter = deadLetter("v1/" + key + "/telemetry", "secret of " + key);
        int audited = audited();
        harness.gate.put(BridgeHarness.policy("acme", BridgeHarness.ELSEWHERE, true));

        assertThat(replayAs(PayloadKind.OPAQUE, letter))
                .containsExactly(new ReplayResult(letter.position(), ReplayState.REFUSED, "strict-residency"));
        assertThat(replayAs(PayloadKind.OPAQUE, letter))
                .containsExactly(new ReplayResult(letter.position(), ReplayState.ALREADY_REPLAYED, ""));

        Awaitility.await().atMost(PATIENCE).until(DeadLettersIT::audited, now -> now == audited + 1);
        assertThat(recordsOf(TELEMETRY, key)).isEmpty();
        assertThat(recordsOf(Topics.QUARANTINE, key)).isEmpty();
    }

    @Test
    void shouldWriteNothingWhileTheGateIsClosedOrTheRegistryIsAway() {
        String key = "acme/" + harness.freshDevice();
        DeadLetter letter = deadLetter("v1/" + key + "/telemetry", "{");

        harness.gate.close(GateStatus.Reason.MANIFEST_MISMATCH);
        assertThatThrownBy(() -> with(
                        Duration.ofMillis(50), letters -> letters.replay().run(at(letter), opaque(), result -> {})))
                .isInstanceOf(PolicyGateClosedException.class)
                .hasMessageContaining("manifest-mismatch");
        harness.gate.open();
        harness.registry.failWith(SchemaRegistryException.Kind.UNAVAILABLE);
        assertThatThrownBy(() -> replay(letter)).isInstanceOf(SchemaRegistryException.class);

        assertThat(recordsOf(TELEMETRY, key)).isEmpty();
        assertThat(await("v1/" + key + "/telemetry").state()).isEqualTo(DeadLetterState.WAITING);
    }

    @Test
    void shouldSayThatThereIsNoDeadLetterAtAPosition() {
        SetAsidePosition beyond = new SetAsidePosition(0, 1_000_000);
        SetAsidePosition elsewhere = new SetAsidePosition(7, 0);
        List<ReplayResult> results = new ArrayList<>();

        with(letters -> letters.replay()
                .run(new ReplaySelection.At(new TreeSet<>(Set.of(beyond, elsewhere))), opaque(), results::add));

        assertThat(results)
                .containsExactly(
                        new ReplayResult(beyond, ReplayState.NOT_FOUND, ""),
                        new ReplayResult(elsewhere, ReplayState.NOT_FOUND, ""));
    }

    @Test
    void shouldGoOnAfterARecordThatKafkaRejects() throws Exception {
        DeadLetter rejected = deadLetter("v1/acme/" + harness.freshDevice() + "/alerts", "{" + "x".repeat(4096));
        String key = "acme/" + harness.freshDevice();
        DeadLetter good = deadLetter("v1/" + key + "/telemetry", "no json");
        ConfigResource alerts = new ConfigResource(ConfigResource.Type.TOPIC, Topics.ingress(DataClass.ALERTS));
        try (Admin admin = harness.kafka.admin()) {
            admin.incrementalAlterConfigs(Map.of(
                            alerts,
                            List.of(new AlterConfigOp(
                                    new ConfigEntry("max.message.bytes", "1024"), AlterConfigOp.OpType.SET))))
                    .all()
                    .get();
        }
        ReplayRecords.awaitTooLarge(harness.kafka.bootstrapServers(), alerts.name(), 2048);

        assertThat(replayAs(PayloadKind.OPAQUE, rejected, good))
                .containsExactly(
                        new ReplayResult(rejected.position(), ReplayState.REJECTED, ""),
                        new ReplayResult(good.position(), ReplayState.STORED, TELEMETRY));

        assertThat(onlyRecordOf(TELEMETRY, key).value()).asString(UTF_8).isEqualTo("no json");
        assertThat(replay(rejected, good))
                .extracting(ReplayResult::state)
                .containsExactly(ReplayState.REMAINS, ReplayState.ALREADY_REPLAYED);
    }

    @Test
    void shouldTellWhyATopicCannotBeRead() {
        ClientSettings kafka = settings(harness.kafka.bootstrapServers());
        ClientSettings unreachable = settings("127.0.0.1:1");
        try (SetAsideTopic missing = new SetAsideTopic("no.such", new ToolClients(kafka, "test", PATIENCE));
                SetAsideTopic away =
                        new SetAsideTopic("no.such", new ToolClients(unreachable, "test", Duration.ofSeconds(1)))) {
            assertThatThrownBy(missing::committed)
                    .isInstanceOf(SetAsideException.class)
                    .hasMessageContaining("topic 'no.such' does not exist");
            assertThatThrownBy(away::committed)
                    .isInstanceOf(SetAsideException.class)
                    .hasMessageContaining("no answer in time from the brokers");
        }
    }

    private static ClientSettings settings(String servers) {
        return ClientSettings.of("kafka", Map.of("bootstrap.servers", servers));
    }

    private interface Use {
        void of(DeadLetters letters) throws InterruptedException;
    }

    private static void with(Use use) {
        with(PATIENCE, use);
    }

    private static void with(Duration patience, Use use) {
        try (DeadLetters letters = harness.deadLetters(patience)) {
            use.of(letters);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(interrupted);
        }
    }

    private static List<ReplayResult> replay(DeadLetter... letters) {
        List<ReplayResult> results = new ArrayList<>();
        with(opened -> opened.replay().run(at(letters), Optional.empty(), results::add));
        return results;
    }

    private static List<ReplayResult> replayAs(PayloadKind kind, DeadLetter... letters) {
        List<ReplayResult> results = new ArrayList<>();
        with(opened -> opened.replay().run(at(letters), Optional.of(kind), results::add));
        return results;
    }

    private static Optional<PayloadKind> opaque() {
        return Optional.of(PayloadKind.OPAQUE);
    }

    private static ReplaySelection at(DeadLetter... letters) {
        TreeSet<SetAsidePosition> positions = new TreeSet<>();
        for (DeadLetter letter : letters) {
            positions.add(letter.position());
        }
        return new ReplaySelection.At(positions);
    }

    /** Publishes what is no JSON under that name, and waits for the bridge to give up on it. */
    private static DeadLetter deadLetter(String topic, String payload) {
        device.publish(
                topic,
                payload.getBytes(UTF_8),
                message -> message.contentType(HeaderNames.JSON)
                        .userProperties()
                        .add("site", "north")
                        .add("Domicile-Mark", "replayed")
                        .applyUserProperties());
        return await(topic);
    }

    private static DeadLetter await(String topic) {
        List<DeadLetter> found = new ArrayList<>();
        Awaitility.await(topic).atMost(BridgeHarness.PATIENCE).until(() -> {
            with(letters -> letters.listing().read(letter -> {
                if (letter.topic().equals(Optional.of(topic))) {
                    found.add(letter);
                }
                return true;
            }));
            return !found.isEmpty();
        });
        assertThat(found).hasSize(1);
        return found.get(0);
    }

    private static int audited() {
        try (RecordsProbe probe = harness.probe(Topics.AUDIT)) {
            return probe.readAll().size();
        }
    }

    /** Waits for it: a replay waits until its mark is seen, and that may be before. */
    private static ConsumerRecord<byte[], byte[]> onlyRecordOf(String topic, String key) {
        List<ConsumerRecord<byte[], byte[]>> records =
                Awaitility.await().atMost(PATIENCE).until(() -> recordsOf(topic, key), found -> !found.isEmpty());
        assertThat(records).hasSize(1);
        return records.get(0);
    }

    private static List<ConsumerRecord<byte[], byte[]>> recordsOf(String topic, String key) {
        try (RecordsProbe probe = harness.probe(topic)) {
            return probe.readAll().stream()
                    .filter(record -> record.key() != null && new String(record.key(), UTF_8).equals(key))
                    .toList();
        }
    }
}
