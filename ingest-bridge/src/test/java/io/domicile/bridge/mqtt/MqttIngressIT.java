package io.domicile.bridge.mqtt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.hivemq.client.mqtt.MqttClient;
import com.hivemq.client.mqtt.datatypes.MqttQos;
import com.hivemq.client.mqtt.mqtt5.Mqtt5AsyncClient;
import com.hivemq.client.mqtt.mqtt5.message.publish.Mqtt5Publish;
import io.domicile.bridge.ledger.AcknowledgementLedger;
import io.domicile.bridge.ledger.InFlight;
import io.domicile.bridge.ledger.Window;
import io.domicile.bridge.meter.BridgeMeters;
import io.domicile.residency.RegionId;
import io.domicile.testkit.fault.FaultProxy;
import io.domicile.testkit.mqtt.EmbeddedMqtt;
import io.domicile.testkit.mqtt.MqttOptions;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Sessions, subscriptions and status at a broker, without Kafka. */
class MqttIngressIT {

    private static final String ONLINE = "{\"status\":\"online\"}";
    private static final String OFFLINE = "{\"status\":\"offline\"}";

    private static final RegionId HERE = new RegionId("eu-west");

    private static EmbeddedMqtt broker;

    private final String name = UUID.randomUUID().toString();
    private FaultProxy proxy;
    private Mqtt5AsyncClient observer;

    @BeforeAll
    static void startBroker() {
        broker = EmbeddedMqtt.start(MqttOptions.defaults());
    }

    @AfterAll
    static void stopBroker() {
        broker.close();
    }

    @BeforeEach
    void connect() {
        proxy = FaultProxy.to(broker.port());
        observer = MqttClient.builder()
                .useMqttVersion5()
                .serverHost(broker.host())
                .serverPort(broker.port())
                .buildAsync();
        observer.connect().join();
    }

    @AfterEach
    void disconnect() {
        observer.disconnect().join();
        proxy.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"5", "3.1.1"})
    void shouldSayWhetherItIsUp(String version) {
        String topic = "status/" + name;
        Queue<String> status = observe(topic);
        RunningIngress ingress = ingress(version, Map.of("status-topic", topic));

        try (ingress) {
            ingress.awaitSubscribed();
            await().atMost(RunningIngress.PATIENCE).until(() -> List.copyOf(status), List.of(ONLINE)::equals);
            proxy.resetAll();
            await().atMost(RunningIngress.PATIENCE)
                    .until(() -> List.copyOf(status), List.of(ONLINE, OFFLINE, ONLINE)::equals);
        }

        await().atMost(RunningIngress.PATIENCE)
                .until(() -> List.copyOf(status), List.of(ONLINE, OFFLINE, ONLINE, OFFLINE)::equals);
        Queue<String> retained = observe(topic + "/#");
        await().atMost(RunningIngress.PATIENCE).until(() -> List.copyOf(retained), List.of(OFFLINE)::equals);
    }

    @ParameterizedTest
    @ValueSource(strings = {"5", "3.1.1"})
    void shouldHandleWhatStillComesFromARemovedFilterUntilItIsEnded(String version) {
        try (RunningIngress before = ingress(version, Map.of("filters[0]", name + "/old"))) {
            before.awaitSubscribed();
        }
        publish(name + "/old");
        try (RunningIngress changed = ingress(version, Map.of("filters[0]", name + "/new"))) {
            changed.awaitSubscribed();
            changed.awaitReceived(name + "/old");
            publish(name + "/old");
            publish(name + "/new");
            changed.awaitReceived(name + "/old", name + "/old", name + "/new");
        }
        try (RunningIngress ended =
                ingress(version, Map.of("filters[0]", name + "/new", "unsubscribe[0]", name + "/old"))) {
            ended.awaitSubscribed();
            publish(name + "/old");
            publish(name + "/new");
            ended.awaitReceived(name + "/new");
        }
    }

    @Test
    void shouldSayThatAnotherClientTookItsSession() throws Exception {
        MqttConfig config = MqttSettings.of(settings("5", Map.of()));
        MqttConnection connection = new MqttConnection(
                new MqttClients(config, ConnectionPlan.of(config, HERE).get(0), HERE),
                new AcknowledgementLedger().openEpoch(),
                new Window(1_000, 1_000_000, InstantSource.system()),
                new NoIntake(),
                InstantSource.system(),
                new BridgeMeters(new SimpleMeterRegistry(), HERE));
        connection.open();

        Mqtt5AsyncClient thief = client(name);
        thief.connect().join();
        connection.awaitEnd();

        assertThat(connection.endReason()).contains("SESSION_TAKEN_OVER");
        connection.close();
        thief.disconnect().join();
    }

    @Test
    void shouldCountSessionsThatTheBrokerLost() {
        try (RunningIngress ingress = ingress("5", Map.of())) {
            ingress.awaitSubscribed();
            proxy.resetAll();
            await().atMost(RunningIngress.PATIENCE).until(() -> ingress.count("domicile.bridge.connections") == 2);
            assertThat(ingress.count("domicile.bridge.sessions.lost")).isZero();

            Mqtt5AsyncClient thief = client(name);
            thief.connectWith().cleanStart(true).sessionExpiryInterval(0).send().join();
            thief.disconnect().join();

            await().atMost(RunningIngress.PATIENCE).until(() -> ingress.count("domicile.bridge.sessions.lost") == 1);
        }
    }

    @Test
    void shouldSayThatNobodyListens() {
        Map<String, String> settings = settings("5", Map.of());
        proxy.close();
        try (RunningIngress ingress = RunningIngress.start(settings)) {
            ingress.awaitNotReadyBecause("UNREACHABLE");
        }
    }

    private RunningIngress ingress(String version, Map<String, String> more) {
        return RunningIngress.start(settings(version, more));
    }

    private Map<String, String> settings(String version, Map<String, String> more) {
        Map<String, String> settings = new HashMap<>(Map.of(
                "version",
                version,
                "port",
                Integer.toString(proxy.port()),
                "client-id",
                name,
                "filters[0]",
                name + "/#"));
        settings.putAll(more);
        return settings;
    }

    private static Mqtt5AsyncClient client(String clientId) {
        return MqttClient.builder()
                .useMqttVersion5()
                .identifier(clientId)
                .serverHost(broker.host())
                .serverPort(broker.port())
                .buildAsync();
    }

    private Queue<String> observe(String filter) {
        Queue<String> payloads = new ConcurrentLinkedQueue<>();
        observer.subscribeWith()
                .topicFilter(filter)
                .qos(MqttQos.AT_LEAST_ONCE)
                .callback(publish -> payloads.add(new String(publish.getPayloadAsBytes(), StandardCharsets.UTF_8)))
                .send()
                .join();
        return payloads;
    }

    private void publish(String topic) {
        observer.publish(Mqtt5Publish.builder()
                        .topic(topic)
                        .qos(MqttQos.AT_LEAST_ONCE)
                        .build())
                .join();
    }

    private static final class NoIntake implements Intake {

        @Override
        public void take(InFlight message) {
            throw new IllegalStateException("nobody published");
        }

        @Override
        public void connectionEnded() {}
    }
}
