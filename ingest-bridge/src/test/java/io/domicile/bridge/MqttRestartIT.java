package io.domicile.bridge;

import static io.domicile.bridge.BridgeHarness.PATIENCE;
import static io.domicile.bridge.BridgeHarness.TELEMETRY;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.domicile.testkit.kafka.RecordsProbe;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** An MQTT broker that restarts without persistence, and so has forgotten the bridge's session and subscription. */
class MqttRestartIT {

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
    void shouldSayThatItIsNotReadyAndSubscribeAnewByItself() {
        try (BridgeService bridge = harness.bridge("restart", new SimpleMeterRegistry(), Map.of());
                RecordsProbe stored = harness.probe(TELEMETRY)) {
            BridgeHarness.startAndAwaitReady(bridge);
            publish("v1/acme/dev-before/telemetry");
            stored.awaitAtLeast(1);

            harness.mqtt.stop();
            await().atMost(PATIENCE).until(() -> !bridge.health().isReady());
            assertThat(bridge.health().alive()).isTrue();
            harness.mqtt.start();

            BridgeHarness.awaitReady(bridge);
            publish("v1/acme/dev-after/telemetry");
            assertThat(stored.awaitAtLeast(2))
                    .extracting(record -> new String(record.key(), UTF_8))
                    .containsExactly("acme/dev-before", "acme/dev-after");
        }
    }

    private static void publish(String topic) {
        try (Device device = new Device(harness.mqtt.port())) {
            device.publish(topic, "{\"n\": 1}");
        }
    }
}
