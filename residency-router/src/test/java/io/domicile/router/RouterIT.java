package io.domicile.router;

import static io.domicile.router.RouterBroker.DEVICES;
import static io.domicile.router.RouterBroker.everyNumberOnce;
import static io.domicile.router.RouterBroker.numbersByDevice;
import static io.domicile.router.fixture.World.HERE;
import static io.domicile.router.fixture.World.US_EAST;
import static io.domicile.router.fixture.World.policy;
import static io.domicile.router.fixture.World.utf8;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.domicile.kit.kafka.HeaderNames;
import io.domicile.kit.kafka.RecordHeaders;
import io.domicile.kit.policy.GateStatus;
import io.domicile.kit.topic.Topics;
import io.domicile.residency.DataClass;
import io.domicile.router.fixture.ReadableAudit;
import io.domicile.schemas.event.OrganizationSettings;
import io.domicile.schemas.wire.WireFormat;
import io.domicile.testkit.fake.FakePolicyGate;
import io.domicile.testkit.fake.InMemorySchemaRegistry;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The router on a real broker: once, in order, and only while the gate is open, whatever happens around it. */
@Timeout(value = 400, unit = SECONDS)
class RouterIT {

    private static final String INGRESS = Topics.ingress(DataClass.TELEMETRY);
    private static final String HOME = Topics.home(DataClass.TELEMETRY);
    private static final Duration PATIENCE = Duration.ofSeconds(60);

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
    void shouldRouteOnceAndInOrderThroughABrokerRestart() throws Exception {
        try (RunningRouter router = ready()) {
            // given
            broker.publish(INGRESS, "restart", 0, 100);

            // when
            broker.kafka.stop();
            broker.kafka.start();
            broker.publish(INGRESS, "restart", 100, 100);

            // then
            List<ConsumerRecord<byte[], byte[]>> arrived = broker.arrived(HOME, "restart", 200 * DEVICES);
            assertThat(numbersByDevice(arrived)).isEqualTo(everyNumberOnce("restart", 200));
            await().atMost(PATIENCE).until(() -> router.health().isReady());
        }
    }

    @Test
    void shouldRouteOnceAndInOrderThroughAKill() throws Exception {
        // given
        try (RouterProcess process = RouterProcess.start(broker.address())) {
            broker.publish(INGRESS, "kill", 0, 200);
            broker.arrived(HOME, "kill", 1);
            broker.publish(INGRESS, "kill", 200, 200);

            // when
            process.kill();
        }
        try (RunningRouter router = new RunningRouter(broker.address(), home())) {
            broker.publish(INGRESS, "kill", 400, 50);

            // then
            List<ConsumerRecord<byte[], byte[]>> arrived = broker.arrived(HOME, "kill", 450 * DEVICES);
            assertThat(numbersByDevice(arrived)).isEqualTo(everyNumberOnce("kill", 450));
        }
    }

    @Test
    void shouldRouteNothingBeforeTheGateOpensAndEverythingAfter() throws Exception {
        // given
        FakePolicyGate gate = home();
        gate.close(GateStatus.Reason.LOADING);
        try (RunningRouter router = new RunningRouter(broker.address(), gate)) {
            broker.publish(INGRESS, "opening", 0, 20);
            await().atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(router.health().notReady())
                            .containsExactly("policy gate closed: loading", "policy gate has not opened yet"));
            assertThat(broker.countNow(HOME, "opening")).isZero();

            // when
            gate.open();

            // then
            assertThat(numbersByDevice(broker.arrived(HOME, "opening", 20 * DEVICES)))
                    .isEqualTo(everyNumberOnce("opening", 20));
            await().atMost(PATIENCE).until(() -> router.health().isReady());
        }
    }

    @Test
    void shouldPauseWhileTheGateIsClosedAndGoOnByItself() throws Exception {
        try (RunningRouter router = ready()) {
            // given
            broker.publish(INGRESS, "pausing", 0, 20);
            broker.arrived(HOME, "pausing", 20 * DEVICES);

            // when
            router.gate.close(GateStatus.Reason.MANIFEST_MISMATCH);
            broker.publish(INGRESS, "pausing", 20, 20);

            // then
            await().during(Duration.ofSeconds(3))
                    .atMost(PATIENCE)
                    .until(() -> broker.countNow(HOME, "pausing") == 20 * DEVICES);
            assertThat(router.health().notReady()).contains("policy gate closed: manifest-mismatch");

            // when
            router.gate.open();

            // then
            assertThat(numbersByDevice(broker.arrived(HOME, "pausing", 40 * DEVICES)))
                    .isEqualTo(everyNumberOnce("pausing", 40));
        }
    }

    @Test
    void shouldGiveUpTheTransactionOfARecordThatMeetsTheClosedGate() throws Exception {
        // given
        FakePolicyGate gate = home();
        // Before the router starts, so that decisions use the gate up, not tasks that only look at it
        broker.publish(INGRESS, "meeting", 0, 30);
        try (RunningRouter router = new RunningRouter(
                broker.address(), gate, new ClosingGate(gate, 15), ReadableAudit::new, new InMemorySchemaRegistry())) {
            // when
            await().atMost(PATIENCE)
                    .until(() -> router.meters
                                    .get("domicile.router.thread.failures")
                                    .tag("reason", "gate-closed")
                                    .counter()
                                    .count()
                            > 0);

            // then
            assertThat(broker.countNow(HOME, "meeting")).isLessThanOrEqualTo(15);

            // when
            gate.open();

            // then
            assertThat(numbersByDevice(broker.arrived(HOME, "meeting", 30 * DEVICES)))
                    .isEqualTo(everyNumberOnce("meeting", 30));
            await().atMost(PATIENCE).until(() -> router.health().isReady());
        }
    }

    @Test
    void shouldShareThePartitionsWithASecondInstanceAndTakeThemBack() throws Exception {
        try (RunningRouter first = ready()) {
            // given
            try (RunningRouter second = ready()) {
                // when
                await().atMost(PATIENCE)
                        .untilAsserted(() -> assertThat(broker.shares(INGRESS)).containsExactly(2, 2));
                broker.publish(INGRESS, "sharing", 0, 50);

                // then
                assertThat(numbersByDevice(broker.arrived(HOME, "sharing", 50 * DEVICES)))
                        .isEqualTo(everyNumberOnce("sharing", 50));
                assertThat(routed(first)).isPositive();
                assertThat(routed(second)).isPositive();
            }

            // then
            await().atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(broker.shares(INGRESS)).containsExactly(4));
            broker.publish(INGRESS, "sharing", 50, 50);
            assertThat(numbersByDevice(broker.arrived(HOME, "sharing", 100 * DEVICES)))
                    .isEqualTo(everyNumberOnce("sharing", 100));
        }
    }

    @Test
    void shouldLeaveTheGroupSoThatTheNextStartRoutesAtOnce() throws Exception {
        // given
        RunningRouter before = ready();
        long closing = System.nanoTime();
        before.close();
        assertThat(Duration.ofNanos(System.nanoTime() - closing)).isLessThan(Duration.ofSeconds(60));
        // Before the session times out after 6 s
        await().atMost(Duration.ofSeconds(4))
                .untilAsserted(() -> assertThat(broker.shares(INGRESS)).isEmpty());
        broker.publish(INGRESS, "again", 0, 1);

        // when
        try (RunningRouter next = new RunningRouter(broker.address(), home())) {
            // then
            assertThat(broker.arrived(HOME, "again", DEVICES)).hasSize(DEVICES);
        }
    }

    @Test
    void shouldKeepPartitionNumbersFromIngressToHomeEgressAndForward() throws Exception {
        try (RunningRouter router = ready()) {
            // given
            String settings = Topics.ingress(DataClass.ORGANIZATION_SETTINGS);
            int schema = router.registry.register(
                    OrganizationSettings.getClassSchema().getFullName(), OrganizationSettings.getClassSchema());
            broker.publish(settings, "partitions", 0, 1, number -> WireFormat.frame(schema, utf8("settings")));
            List<ConsumerRecord<byte[], byte[]>> sources = broker.arrived(settings, "partitions", DEVICES);

            // when
            var home = broker.arrived(Topics.home(DataClass.ORGANIZATION_SETTINGS), "partitions", DEVICES);
            var egress = broker.arrived(Topics.egress(DataClass.ORGANIZATION_SETTINGS), "partitions", DEVICES);
            router.gate.put(policy(US_EAST, false));
            broker.publish(settings, "abroad", 0, 1, number -> WireFormat.frame(schema, utf8("settings")));
            var abroad = broker.arrived(settings, "abroad", DEVICES);
            var forward = broker.arrived(Topics.forward(US_EAST), "abroad", DEVICES);

            // then
            assertThat(places(home)).isEqualTo(places(sources));
            assertThat(places(egress)).isEqualTo(places(sources));
            assertThat(places(forward)).isEqualTo(places(abroad));
            assertThat(sources.stream().map(ConsumerRecord::partition).distinct())
                    .hasSizeGreaterThan(1);
        }
    }

    @Test
    void shouldQuarantineWhatIsTooLargeAndRouteTheRest() throws Exception {
        try (RunningRouter router = ready();
                KafkaProducer<byte[], byte[]> producer = broker.producer()) {
            // given
            byte[] nearTheLimit = new byte[1024 * 1024 - 200];
            new Random(1).nextBytes(nearTheLimit);

            // when
            producer.send(new ProducerRecord<>(INGRESS, 0, utf8("acme/large-1"), nearTheLimit));
            producer.send(new ProducerRecord<>(INGRESS, 0, utf8("acme/large-2"), new byte[2 * 1024 * 1024]));
            producer.send(new ProducerRecord<>(INGRESS, 0, utf8("acme/large-3"), new byte[9 * 1024 * 1024]));
            producer.send(new ProducerRecord<>(INGRESS, 0, utf8("acme/large-4"), utf8("small")));
            producer.flush();

            // then
            List<ConsumerRecord<byte[], byte[]>> kept = broker.arrived(HOME, "large", 2);
            assertThat(kept.get(0).value()).isEqualTo(nearTheLimit);
            assertThat(kept.get(1).value()).isEqualTo(utf8("small"));
            List<ConsumerRecord<byte[], byte[]>> held = broker.arrived(Topics.QUARANTINE, "large", 2);
            assertThat(held)
                    .extracting(record -> RecordHeaders.text(record.headers(), HeaderNames.REASON))
                    .containsExactly("too-large", "too-large");
            assertThat(held.get(0).value()).hasSize(2 * 1024 * 1024);
            assertThat(held.get(1).value()).isEmpty();
            assertThat(RecordHeaders.text(held.get(1).headers(), HeaderNames.OMITTED_BYTES))
                    .isEqualTo(Integer.toString(9 * 1024 * 1024));
            await().atMost(PATIENCE).until(() -> router.health().isReady());
        }
    }

    private static FakePolicyGate home() {
        return RunningRouter.gateWith(policy(HERE, false));
    }

    private static RunningRouter ready() {
        RunningRouter router = new RunningRouter(broker.address(), home());
        await().atMost(PATIENCE).until(() -> router.health().isReady());
        return router;
    }

    private static double routed(RunningRouter router) {
        return router.meters.get("domicile.router.decisions").counters().stream()
                .mapToDouble(counter -> counter.count())
                .sum();
    }

    private static List<String> places(List<ConsumerRecord<byte[], byte[]>> records) {
        return records.stream()
                .map(record ->
                        new String(record.key(), java.nio.charset.StandardCharsets.UTF_8) + " on " + record.partition())
                .sorted()
                .toList();
    }
}
