package io.domicile.bridge;

import static io.domicile.bridge.BridgeHarness.PATIENCE;
import static io.domicile.bridge.BridgeHarness.TELEMETRY;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.domicile.bridge.ledger.Outcome;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What happens to messages while something is away: nothing is lost, and each device's order is kept. */
class BridgeOutageIT {

    private static BridgeHarness harness;
    private static Device device;

    private String name;
    private String topic;
    private SimpleMeterRegistry meters;
    private BridgeService bridge;

    @BeforeAll
    static void startRegion() {
        harness = new BridgeHarness();
        device = new Device(harness.mqtt.port());
    }

    @AfterAll
    static void stopRegion() {
        device.close();
        harness.close();
    }

    @BeforeEach
    void nameDevice() {
        name = harness.freshDevice();
        topic = "v1/acme/" + name + "/telemetry";
        newBridge();
    }

    @AfterEach
    void stopBridge() {
        harness.kafkaProxy.unfreeze();
        harness.kafkaProxy.open();
        bridge.close();
    }

    @Test
    void shouldStoreWhatWasQueuedBeforeItStarted() {
        BridgeHarness.startAndAwaitReady(bridge);
        bridge.close();
        device.publishNumbers(topic, 0, 500);

        newBridge();
        bridge.start();

        assertStoredInOrder(500);
    }

    @Test
    void shouldAcknowledgeNothingWhileKafkaIsBlackHoledAndResumeAlone() {
        BridgeHarness.startAndAwaitReady(bridge);
        device.publishNumbers(topic, 0, 10);
        await().atMost(PATIENCE).until(() -> ended(Outcome.STORED) == 10);

        harness.kafkaProxy.freeze();
        device.publishNumbers(topic, 10, 200);
        await().atMost(PATIENCE)
                .until(() -> bridge.health().notReady().contains("messages are not being acknowledged"));
        assertThat(ended(Outcome.STORED)).isEqualTo(10);
        assertThat(inFlight()).isBetween(1L, (long) WINDOW);

        harness.kafkaProxy.unfreeze();
        assertStoredInOrder(210);
        await().atMost(PATIENCE).until(() -> inFlight() == 0);
        BridgeHarness.awaitReady(bridge);
    }

    @Test
    void shouldDeliverAgainWhatKafkaDidNotAcknowledgeWhenTheBridgeIsStopped() {
        BridgeHarness.startAndAwaitReady(bridge);
        harness.kafkaProxy.freeze();
        device.publishNumbers(topic, 0, 50);
        await().atMost(PATIENCE).until(() -> inFlight() > 0);

        bridge.close();
        assertThat(ended(Outcome.STORED)).isZero();
        assertThat(ended(Outcome.RELEASED)).isPositive();
        harness.kafkaProxy.unfreeze();
        newBridge();
        bridge.start();

        assertStoredInOrder(50);
    }

    @Test
    void shouldSurviveResetsOfTheMqttConnectionWhileKafkaIsDown() {
        BridgeHarness.startAndAwaitReady(bridge);
        harness.kafkaProxy.freeze();
        device.publishNumbers(topic, 0, 150);
        await().atMost(PATIENCE).until(() -> inFlight() > 0);
        for (int connection = 2; connection <= 4; connection++) {
            int expected = connection;
            harness.mqttProxy.resetAll();
            await().atMost(PATIENCE).until(() -> connections() == expected && inFlight() > 0);
        }

        assertThat(ended(Outcome.STORED)).isZero();
        harness.kafkaProxy.unfreeze();

        assertStoredInOrder(150);
        await().atMost(PATIENCE).until(() -> inFlight() == 0);
        assertThat(connections()).isEqualTo(4);
        await().atMost(PATIENCE).until(() -> clientThreads() == 1);
    }

    @Test
    void shouldGoOnAfterKafkaWasStopped() {
        BridgeHarness.startAndAwaitReady(bridge);
        harness.kafka.stop();
        device.publishNumbers(topic, 0, 20);
        await().atMost(PATIENCE).until(() -> inFlight() > 0);
        assertThat(ended(Outcome.STORED)).isZero();

        harness.kafka.start();

        assertStoredInOrder(20);
    }

    private static final int WINDOW = 100;

    private void newBridge() {
        meters = new SimpleMeterRegistry();
        bridge = harness.bridge(
                "outage-" + name,
                meters,
                Map.of(
                        "bridge.mqtt.receive-maximum",
                        Integer.toString(WINDOW),
                        "bridge.mqtt.filters[0]",
                        "v1/acme/" + name + "/#",
                        "bridge.stalled-after",
                        "2s",
                        "bridge.stop-timeout",
                        "1s"));
    }

    private void assertStoredInOrder(int count) {
        new StoredNumbers(harness, TELEMETRY, "acme/" + name).awaitInOrder(count);
    }

    private long ended(Outcome outcome) {
        return bridge.counts().ended(outcome);
    }

    private long inFlight() {
        return bridge.counts().inFlight();
    }

    private static long clientThreads() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().startsWith("bridge-mqtt-client"))
                .count();
    }

    private double connections() {
        return meters.get("domicile.bridge.connections").counter().count();
    }
}
