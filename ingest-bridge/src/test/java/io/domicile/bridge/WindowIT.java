package io.domicile.bridge;

import static io.domicile.bridge.BridgeHarness.PATIENCE;
import static io.domicile.bridge.BridgeHarness.TELEMETRY;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.domicile.bridge.ledger.Outcome;
import io.domicile.testkit.kafka.KafkaOptions;
import io.domicile.testkit.mqtt.MosquittoBroker;
import io.domicile.testkit.mqtt.MosquittoOptions;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.quota.ClientQuotaAlteration;
import org.apache.kafka.common.quota.ClientQuotaEntity;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The window against a broker that sends all it has, whatever is unacknowledged. */
class WindowIT {

    private static final int WINDOW = 64;

    /** A third of it is how long the connection waits for room before it ends. */
    private static final Duration KEEP_ALIVE = Duration.ofSeconds(15);

    /** So many that their transfer takes longer than the broker waits for a silent client, at the quota of the test. */
    private static final int MESSAGES = 12_000;

    private static final Duration TRANSFER = Duration.ofSeconds(180);

    private static BridgeHarness harness;
    private static Device device;

    private String name;
    private String topic;
    private SimpleMeterRegistry meters;
    private BridgeService bridge;

    @BeforeAll
    static void startRegion() {
        assumeTrue(MosquittoBroker.isInstalled(), "mosquitto is not installed");
        harness = new BridgeHarness(KafkaOptions.defaults(), MosquittoBroker.start(MosquittoOptions.defaults()));
        device = new Device(harness.mqtt.port());
    }

    @AfterAll
    static void stopRegion() {
        if (harness != null) {
            device.close();
            harness.close();
        }
    }

    @BeforeEach
    void newBridge() {
        name = harness.freshDevice();
        topic = "v1/acme/" + name + "/telemetry";
        meters = new SimpleMeterRegistry();
        bridge = harness.bridge(
                "window-" + name,
                meters,
                Map.of(
                        "bridge.mqtt.filters",
                        "v1/acme/" + name + "/#",
                        "bridge.mqtt.keep-alive",
                        KEEP_ALIVE.toSeconds() + "s",
                        "bridge.window.messages",
                        Integer.toString(WINDOW),
                        "bridge.stop-timeout",
                        "1s"));
        BridgeHarness.startAndAwaitReady(bridge);
    }

    @AfterEach
    void stopBridge() {
        harness.kafkaProxy.unfreeze();
        if (bridge != null) {
            bridge.close();
        }
    }

    @Test
    void shouldReadNoFasterThanKafkaWritesAndStayConnected() throws Exception {
        try (Admin admin = harness.kafka.admin()) {
            quota(admin, 40_000.0);

            long begun = System.nanoTime();
            device.publishNumbers(topic, 0, MESSAGES);

            await().atMost(TRANSFER).until(() -> {
                // A message gives its place back before it has ended
                assertThat(bridge.counts().inFlight()).isLessThanOrEqualTo(WINDOW + 1);
                return bridge.counts().ended(Outcome.STORED) >= MESSAGES;
            });
            assertThat(Duration.ofNanos(System.nanoTime() - begun))
                    .as("longer than the broker waits for a silent client")
                    .isGreaterThan(KEEP_ALIVE.multipliedBy(3).dividedBy(2));
            new StoredNumbers(harness, TELEMETRY, "acme/" + name).awaitInOrder(MESSAGES);
            quota(admin, null);
        }
        assertThat(connections()).as("MQTT connections").isEqualTo(1);
        BridgeHarness.awaitReady(bridge);
    }

    @Test
    void shouldWaitDisconnectedForRoomWhereTheWindowStaysFull() {
        harness.kafkaProxy.freeze();
        device.publishNumbers(topic, 0, 500);

        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(bridge.health().notReady())
                        .contains("MQTT not connected and subscribed: window full, waiting for room"));
        assertThat(gauge("domicile.bridge.window.messages")).isEqualTo(WINDOW);
        assertThat(connections()).isEqualTo(1);
        harness.kafkaProxy.unfreeze();

        new StoredNumbers(harness, TELEMETRY, "acme/" + name).awaitInOrder(500);
        await().atMost(PATIENCE).until(() -> bridge.counts().inFlight() == 0);
        assertThat(gauge("domicile.bridge.window.bytes")).isZero();
        assertThat(meters.get("domicile.bridge.parked").counter().count()).isPositive();
        BridgeHarness.awaitReady(bridge);
    }

    /** Bytes a second that a client may write; null lifts the quota. */
    private static void quota(Admin admin, Double bytes) throws Exception {
        ClientQuotaEntity everyClient =
                new ClientQuotaEntity(Map.of(ClientQuotaEntity.CLIENT_ID, "domicile-bridge-" + BridgeHarness.HERE));
        admin.alterClientQuotas(List.of(new ClientQuotaAlteration(
                        everyClient, List.of(new ClientQuotaAlteration.Op("producer_byte_rate", bytes)))))
                .all()
                .get();
    }

    private double gauge(String meter) {
        return meters.get(meter).gauge().value();
    }

    private double connections() {
        return meters.get("domicile.bridge.connections").counter().count();
    }
}
