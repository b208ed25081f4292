package io.domicile.bridge;

import static io.domicile.bridge.BridgeHarness.HERE;
import static io.domicile.bridge.BridgeHarness.PATIENCE;
import static io.domicile.bridge.BridgeHarness.TELEMETRY;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.domicile.bridge.ledger.Ending;
import io.domicile.kit.barrier.Acknowledgement;
import io.domicile.kit.barrier.AcknowledgementReader;
import io.domicile.kit.barrier.Member;
import io.domicile.kit.barrier.MemberKind;
import io.domicile.kit.kafka.ClientSettings;
import io.domicile.kit.topic.Topics;
import io.domicile.residency.DataClass;
import io.domicile.testkit.kafka.RecordsProbe;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What the bridge says of the policy that it decides by. */
class BridgeBarrierIT {

    private static final String ALERTS = Topics.ingress(DataClass.ALERTS);

    private static BridgeHarness harness;

    @BeforeAll
    static void startRegion() {
        harness = new BridgeHarness();
    }

    @AfterAll
    static void stopRegion() {
        harness.close();
    }

    @Test
    void shouldAcknowledgeAGenerationOnlyAfterWhatItHadInHandHasEnded() {
        harness.gate.generation(HERE, 7);
        try (BridgeService bridge = harness.bridge("barrier", new SimpleMeterRegistry(), Map.of());
                AcknowledgementReader words = words()) {
            // given
            BridgeHarness.startAndAwaitReady(bridge);
            await().atMost(PATIENCE).until(() -> generation(words), said -> said == 7);

            // when Kafka takes words but not the message, and the policy changes
            harness.deleteTopic(ALERTS);
            publish("v1/acme/dev-held/alerts");
            await().atMost(PATIENCE).until(() -> bridge.counts().inFlight() == 1);
            harness.gate.generation(HERE, 8);
            harness.mqttProxy.resetAll();
            await().atMost(PATIENCE).until(() -> bridge.counts().ended().getOrDefault(Ending.CONNECTION_ENDED, 0L) > 0);

            // then neither the released message nor its redelivery lets it speak
            await().during(Duration.ofSeconds(2)).atMost(PATIENCE).until(() -> generation(words), said -> said == 7);
            harness.createTopic(ALERTS);
            await().atMost(PATIENCE).until(() -> generation(words), said -> said == 8);
        }
    }

    @Test
    void shouldSpeakThoughMessagesWaitedForItAlready() {
        try (BridgeService bridge = harness.bridge("waited-for", new SimpleMeterRegistry(), Map.of());
                RecordsProbe stored = harness.probe(TELEMETRY)) {
            int before = stored.readAll().size();
            BridgeHarness.startAndAwaitReady(bridge);
            bridge.close();
            publish("v1/acme/dev-queued/telemetry");

            try (BridgeService again = harness.bridge("waited-for", new SimpleMeterRegistry(), Map.of())) {
                again.start();

                assertThat(stored.awaitAtLeast(before + 1)).hasSize(before + 1);
            }
        }
    }

    @Test
    void shouldDecideNothingBeforeItHasSpokenAndBeNoMemberAfterItHasStopped() {
        Member member = new Member(MemberKind.BRIDGE, HERE, "comes-and-goes");
        try (AcknowledgementReader words = words()) {
            BridgeService bridge = harness.bridge(member.name(), new SimpleMeterRegistry(), Map.of());
            harness.kafkaProxy.freeze();
            bridge.start();
            try {
                assertThat(bridge.health().notReady()).contains("policy gate closed: not-announced");
                harness.kafkaProxy.unfreeze();
                BridgeHarness.awaitReady(bridge);
                assertThat(words.read(PATIENCE)).containsKey(member);
            } finally {
                harness.kafkaProxy.unfreeze();
                bridge.close();
            }

            assertThat(words.read(PATIENCE)).doesNotContainKey(member);
        }
    }

    @Test
    void shouldDecideNothingBeforeItsPolicyCoversWhatTheTopicsHadAfterItsFirstWord() {
        Member member = new Member(MemberKind.BRIDGE, HERE, "starts-late");
        AtomicInteger readings = new AtomicInteger();
        harness.gate.generation(HERE, 3);
        harness.policyFloor = () -> {
            if (readings.incrementAndGet() == 1) {
                throw new IllegalStateException("told to fail");
            }
            // It is asked for after the word: whoever wrote 4 and saw no word of this bridge did not wait for it
            return Map.of(HERE, generation(member) == 3 ? 4L : 0L);
        };
        try (BridgeService bridge = harness.bridge(member.name(), new SimpleMeterRegistry(), Map.of())) {
            // given a bridge that has said 3 and could not read 4 yet
            bridge.start();
            await().atMost(PATIENCE)
                    .until(() -> bridge.health().notReady(), List.of("policy gate closed: not-announced")::equals);
            publish("v1/acme/dev-early/telemetry");
            await().atMost(PATIENCE)
                    .until(() -> readings.get() > 1 && bridge.counts().inFlight() == 1);

            // then it is a member, and decides nothing
            await().during(Duration.ofSeconds(1))
                    .atMost(PATIENCE)
                    .until(
                            () -> bridge.health().notReady(),
                            reasons -> reasons.contains("policy gate closed: not-announced"));
            assertThat(bridge.counts().inFlight()).isOne();
            assertThat(readings).hasValue(2);

            // when it has read 4
            harness.gate.generation(HERE, 4);

            // then it says so, though messages wait, and decides
            BridgeHarness.awaitReady(bridge);
            await().atMost(PATIENCE).until(() -> generation(member) == 4);
            await().atMost(PATIENCE).until(() -> bridge.counts().ended(Ending.STORED) == 1);
        } finally {
            harness.policyFloor = Map::of;
        }
    }

    @Test
    void shouldBeNoMemberAfterItWasStoppedUnderLoad() throws Exception {
        Member member = new Member(MemberKind.BRIDGE, HERE, "stopped-under-load");
        int late = 20;
        try (AcknowledgementReader words = words();
                RecordsProbe stored = harness.probe(TELEMETRY);
                BridgeService bridge = harness.bridge(
                        member.name(), new SimpleMeterRegistry(), Map.of("bridge.stop-timeout", "120s"))) {
            // given a bridge whose stop waits for a message that Kafka does not take
            int before = stored.readAll().size();
            BridgeHarness.startAndAwaitReady(bridge);
            assertThat(words.read(PATIENCE)).containsKey(member);
            harness.deleteTopic(ALERTS);
            publishAtMostOnce("v1/acme/dev-held/alerts");
            await().atMost(PATIENCE).until(() -> bridge.counts().inFlight() == 1);
            FutureTask<Void> stop = new FutureTask<>(bridge::close, null);
            Thread stopping = new Thread(stop, "stops-under-load");
            stopping.start();
            // Only this wait has an end: intake has stopped
            await().atMost(PATIENCE).until(stopping::getState, Thread.State.TIMED_WAITING::equals);
            assertThat(bridge.health().notReady()).contains("stopping");

            // when others come before the connection ends; the broker sends them one by one
            try (Device device = new Device(harness.mqtt.port())) {
                for (int message = 0; message < late; message++) {
                    device.publish("v1/acme/dev-late/telemetry", "{\"n\": 1}");
                }
            }
            await().atMost(PATIENCE).until(() -> bridge.counts().inFlight() >= 2);
            harness.createTopic(ALERTS);
            stop.get(150, TimeUnit.SECONDS);

            // then nobody waits for it, and its successor is given them
            assertThat(bridge.counts().ended(Ending.CONNECTION_ENDED)).isPositive();
            assertThat(words.read(PATIENCE)).doesNotContainKey(member);
            try (BridgeService again = harness.bridge(member.name(), new SimpleMeterRegistry(), Map.of())) {
                again.start();
                assertThat(stored.awaitAtLeast(before + late)).hasSize(before + late);
            }
        }
    }

    private static long generation(Member member) {
        try (AcknowledgementReader words = words()) {
            return generation(words, member);
        }
    }

    private static long generation(AcknowledgementReader words) {
        return generation(words, new Member(MemberKind.BRIDGE, HERE, "barrier"));
    }

    private static long generation(AcknowledgementReader words, Member member) {
        Optional<Acknowledgement> word = words.read(PATIENCE).getOrDefault(member, Optional.empty());
        return word.map(said -> said.generation(HERE)).orElse(0L);
    }

    private static AcknowledgementReader words() {
        return AcknowledgementReader.connect(
                ClientSettings.of("test", Map.of("bootstrap.servers", harness.kafka.bootstrapServers())),
                "test",
                harness.registry);
    }

    private static void publish(String topic) {
        try (Device device = new Device(harness.mqtt.port())) {
            device.publish(topic, "{\"n\": 1}");
        }
    }

    private static void publishAtMostOnce(String topic) {
        try (Device device = new Device(harness.mqtt.port())) {
            device.publishAtMostOnce(topic, "{\"n\": 1}");
        }
    }
}
