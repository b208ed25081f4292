package io.domicile.router;

import static io.domicile.router.RouterBroker.DEVICES;
import static io.domicile.router.RouterBroker.everyNumberOnce;
import static io.domicile.router.RouterBroker.numbersByDevice;
import static io.domicile.router.fixture.World.HERE;
import static io.domicile.router.fixture.World.policy;
import static io.domicile.router.fixture.World.utf8;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.domicile.kit.kafka.HeaderNames;
import io.domicile.kit.kafka.RecordHeaders;
import io.domicile.kit.topic.Topics;
import io.domicile.residency.DataClass;
import io.domicile.router.fixture.ReadableAudit;
import io.domicile.router.gap.GapAnswer;
import io.domicile.testkit.fake.FakePolicyGate;
import io.domicile.testkit.fake.InMemorySchemaRegistry;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigResource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Topics that refuse a record, lose records, or are not what they were: never silence, never an end for good. */
@Timeout(value = 400, unit = SECONDS)
class RouterFaultsIT {

    private static final Duration PATIENCE = Duration.ofSeconds(90);
    private static final String ALERTS = Topics.ingress(DataClass.ALERTS);

    private static RouterBroker broker;

    @BeforeAll
    static void startBroker() {
        broker = new RouterBroker();
    }

    @AfterAll
    static void stopBroker() {
        broker.close();
    }

    @Test
    void shouldSetAsideWhatItsTopicRefusesForGoodAndRouteTheRest() throws Exception {
        // given
        String home = Topics.home(DataClass.DASHBOARDS);
        alter(home, "message.timestamp.before.max.ms", "3600000");
        alter(home, "max.message.bytes", "20000");
        long old = System.currentTimeMillis() - Duration.ofHours(3).toMillis();
        try (RunningRouter router = ready(GapAnswer.CONTINUE);
                KafkaProducer<byte[], byte[]> producer = broker.producer()) {
            // when
            String ingress = Topics.ingress(DataClass.DASHBOARDS);
            producer.send(new ProducerRecord<>(ingress, 0, utf8("acme/refused-1"), utf8("before")));
            producer.send(new ProducerRecord<>(ingress, 0, old, utf8("acme/refused-2"), utf8("too old")));
            producer.send(new ProducerRecord<>(ingress, 0, utf8("acme/refused-3"), utf8("between")));
            producer.send(new ProducerRecord<>(ingress, 0, utf8("acme/refused-4"), incompressible(30_000)));
            producer.send(new ProducerRecord<>(ingress, 0, utf8("acme/refused-5"), utf8("after")));
            producer.flush();

            // then
            assertThat(broker.arrived(home, "refused", 3))
                    .extracting(record -> new String(record.value(), java.nio.charset.StandardCharsets.UTF_8))
                    .containsExactly("before", "between", "after");
            List<ConsumerRecord<byte[], byte[]>> held = broker.arrived(Topics.QUARANTINE, "refused", 2);
            assertThat(held)
                    .extracting(record -> RecordHeaders.text(record.headers(), HeaderNames.REASON))
                    .containsExactly("refused-by-topic", "refused-by-topic");
            assertThat(held.get(0).value()).isEqualTo(utf8("too old"));
            assertThat(router.failures("record-refused")).isBetween(2.0, 3.0);
            assertThat(router.failures("error")).isZero();
            await().atMost(PATIENCE).until(() -> router.health().isReady());
        }
    }

    @Test
    void shouldCountWhatRetentionRemovedAndGoOn() throws Exception {
        // given
        route(ALERTS, "before-gap", GapAnswer.CONTINUE);
        broker.publish(ALERTS, "lost", 0, 10);
        deleteUpTo(ALERTS, 5);

        // when
        try (RunningRouter router = ready(GapAnswer.CONTINUE)) {
            broker.publish(ALERTS, "behind-gap", 0, 5);

            // then
            assertThat(numbersByDevice(broker.arrived(Topics.home(DataClass.ALERTS), "behind-gap", 5 * DEVICES)))
                    .isEqualTo(everyNumberOnce("behind-gap", 5));
            assertThat(lost(router, "retention")).isPositive();
            await().atMost(PATIENCE).until(() -> router.health().isReady());
        }
    }

    @Test
    void shouldHaltAtAGapWhereItIsTold() throws Exception {
        // given
        String ingress = Topics.ingress(DataClass.USER_DATA);
        route(ingress, "before-halt", GapAnswer.HALT);
        broker.publish(ingress, "lost", 0, 10);
        deleteUpTo(ingress, 5);

        // when
        try (RunningRouter router =
                new RunningRouter(broker.address(), home(), home(), ReadableAudit::new, registry(), GapAnswer.HALT)) {
            // then
            await().atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(router.health().notReady())
                            .singleElement()
                            .asString()
                            .startsWith("halted: retention at " + ingress));
            assertThat(router.health().alive()).isTrue();
            await().atMost(PATIENCE)
                    .untilAsserted(
                            () -> assertThat(router.failures("position-lost")).isPositive());
        }
        // Whoever decides to go on, goes on
        try (RunningRouter router = ready(GapAnswer.CONTINUE)) {
            assertThat(broker.arrived(Topics.home(DataClass.USER_DATA), "lost", 1))
                    .isNotEmpty();
        }
    }

    @Test
    void shouldPauseWhereATopicThatItReadsIsCreatedAgain() throws Exception {
        // given
        String ingress = Topics.ingress(DataClass.OTA_PACKAGES);
        try (RunningRouter router = ready(GapAnswer.CONTINUE);
                Admin admin = broker.kafka.admin()) {
            // when
            admin.deleteTopics(List.of(ingress)).all().get();
            await().atMost(PATIENCE)
                    .until(() -> !admin.listTopics().names().get().contains(ingress));
            broker.kafka.createTopics(List.of(new NewTopic(ingress, RouterBroker.PARTITIONS, (short) 1)));

            // then
            await().atMost(PATIENCE)
                    .untilAsserted(
                            () -> assertThat(router.health().notReady()).contains("topics created again: " + ingress));
        }
    }

    /** Lets the group have a position in every partition of the topic. */
    private static void route(String ingress, String run, GapAnswer answer) throws Exception {
        try (RunningRouter router = ready(answer)) {
            broker.publish(ingress, run, 0, 5);
            broker.arrived(ingress.replace("ingress.", "home."), run, 5 * DEVICES);
        }
    }

    private static RunningRouter ready(GapAnswer answer) {
        RunningRouter router =
                new RunningRouter(broker.address(), home(), home(), ReadableAudit::new, registry(), answer);
        await().atMost(PATIENCE).until(() -> router.health().isReady());
        return router;
    }

    private static FakePolicyGate home() {
        return RunningRouter.gateWith(policy(HERE, false));
    }

    private static InMemorySchemaRegistry registry() {
        return new InMemorySchemaRegistry();
    }

    private static byte[] incompressible(int size) {
        byte[] bytes = new byte[size];
        new java.util.Random(7).nextBytes(bytes);
        return bytes;
    }

    /** Deletes all but the newest records of each partition that has more than so many. */
    private static void deleteUpTo(String topic, int newest) throws Exception {
        try (Admin admin = broker.kafka.admin()) {
            Map<TopicPartition, Long> ends = new java.util.HashMap<>();
            for (int partition = 0; partition < RouterBroker.PARTITIONS; partition++) {
                TopicPartition place = new TopicPartition(topic, partition);
                long end = admin.listOffsets(Map.of(place, org.apache.kafka.clients.admin.OffsetSpec.latest()))
                        .partitionResult(place)
                        .get()
                        .offset();
                ends.put(place, Math.max(0, end - newest));
            }
            Map<TopicPartition, RecordsToDelete> deletions = new java.util.HashMap<>();
            ends.forEach((place, end) -> deletions.put(place, RecordsToDelete.beforeOffset(end)));
            admin.deleteRecords(deletions).all().get();
        }
    }

    private static void alter(String topic, String key, String value) throws Exception {
        try (Admin admin = broker.kafka.admin()) {
            admin.incrementalAlterConfigs(Map.of(
                            new ConfigResource(ConfigResource.Type.TOPIC, topic),
                            List.of(new AlterConfigOp(new ConfigEntry(key, value), AlterConfigOp.OpType.SET))))
                    .all()
                    .get();
        }
    }

    private static double lost(RunningRouter router, String reason) {
        return router.meters.get("domicile.router.lost.offsets").tag("reason", reason).counters().stream()
                .mapToDouble(counter -> counter.count())
                .sum();
    }
}
