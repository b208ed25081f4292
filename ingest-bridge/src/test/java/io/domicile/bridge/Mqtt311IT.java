package io.domicile.bridge;

import static io.domicile.bridge.BridgeHarness.PATIENCE;
import static io.domicile.bridge.BridgeHarness.TELEMETRY;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.domicile.bridge.ledger.Outcome;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A bridge that speaks MQTT 3.1.1 makes the same promise. */
class Mqtt311IT {

    private static final int COUNT = 40;

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
    void startBridge() {
        name = harness.freshDevice();
        topic = "v1/acme/" + name + "/telemetry";
        newBridge();
        BridgeHarness.startAndAwaitReady(bridge);
    }

    @AfterEach
    void stopBridge() {
        harness.kafkaProxy.unfreeze();
        bridge.close();
    }

    @Test
    void shouldStoreWhatIsPublishedAndAcknowledgeItAfterwards() {
        device.publishNumbers(topic, 0, COUNT);
        await().atMost(PATIENCE).until(() -> ended(Outcome.STORED) == COUNT);

        bridge.close();
        newBridge();
        BridgeHarness.startAndAwaitReady(bridge);
        device.publishNumbers(topic, COUNT, 1);

        new StoredNumbers(harness, TELEMETRY, "acme/" + name).awaitInOrder(COUNT + 1);
        assertThat(bridge.counts().received()).isOne();
    }

    @Test
    void shouldHaveAgainAfterAReconnectWhatKafkaDidNotAcknowledge() {
        harness.kafkaProxy.freeze();
        device.publishNumbers(topic, 0, COUNT);
        await().atMost(PATIENCE).until(() -> bridge.counts().inFlight() > 0);

        harness.mqttProxy.resetAll();
        await().atMost(PATIENCE)
                .until(() -> meters.get("domicile.bridge.connections").counter().count() == 2
                        && ended(Outcome.RELEASED) > 0
                        && bridge.counts().inFlight() > 0);
        assertThat(ended(Outcome.STORED)).isZero();
        harness.kafkaProxy.unfreeze();

        new StoredNumbers(harness, TELEMETRY, "acme/" + name).awaitInOrder(COUNT);
    }

    @Test
    void shouldKeepEachDevicesOrderOverSeveralConnections() {
        String other = harness.freshDevice();
        String otherTopic = "v1/acme/" + other + "/telemetry";
        bridge.close();
        newBridge(Map.of("bridge.mqtt.filters[1]", "v1/acme/" + other + "/#"));
        BridgeHarness.startAndAwaitReady(bridge);
        for (int number = 0; number < COUNT; number += 10) {
            device.publishNumbers(topic, number, 10);
            device.publishNumbers(otherTopic, number, 10);
        }

        new StoredNumbers(harness, TELEMETRY, "acme/" + name).awaitInOrder(COUNT);
        new StoredNumbers(harness, TELEMETRY, "acme/" + other).awaitInOrder(COUNT);
        assertThat(meters.get("domicile.bridge.connections").counter().count()).isEqualTo(2);
        assertThat(bridge.counts().received()).isEqualTo(2 * COUNT);
    }

    private void newBridge() {
        newBridge(Map.of());
    }

    private void newBridge(Map<String, String> more) {
        meters = new SimpleMeterRegistry();
        Map<String, String> settings = new HashMap<>(Map.of(
                "bridge.mqtt.version", "3.1.1",
                "bridge.mqtt.filters[0]", "v1/acme/" + name + "/#",
                "bridge.stop-timeout", "1s"));
        settings.putAll(more);
        bridge = harness.bridge("mqtt311-" + name, meters, settings);
    }

    private long ended(Outcome outcome) {
        return bridge.counts().ended(outcome);
    }
}
