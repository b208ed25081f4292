package io.domicile.bridge;

import static org.awaitility.Awaitility.await;

import io.domicile.kit.audit.AuditEncoder;
import io.domicile.kit.catalogue.Catalogues;
import io.domicile.kit.config.Configurations;
import io.domicile.kit.service.Health;
import io.domicile.kit.service.ServiceContext;
import io.domicile.kit.topic.TopicSizes;
import io.domicile.kit.topic.Topics;
import io.domicile.residency.DataClass;
import io.domicile.residency.OrganizationId;
import io.domicile.residency.RegionId;
import io.domicile.residency.policy.OrganizationPolicy;
import io.domicile.residency.policy.OrganizationState;
import io.domicile.testkit.fake.FakePolicyGate;
import io.domicile.testkit.fake.InMemorySchemaRegistry;
import io.domicile.testkit.fault.FaultProxy;
import io.domicile.testkit.kafka.EmbeddedKafka;
import io.domicile.testkit.kafka.KafkaOptions;
import io.domicile.testkit.kafka.RecordsProbe;
import io.domicile.testkit.mqtt.EmbeddedMqtt;
import io.domicile.testkit.mqtt.MqttBroker;
import io.domicile.testkit.mqtt.MqttOptions;
import io.domicile.testkit.net.FreePorts;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;

/**
 * A region for a bridge under test: Kafka and MQTT behind fault proxies, registry and policy in memory. Organizations:
 * {@code acme} at home here, {@code cygnus} homed elsewhere, {@code dunes} homed elsewhere and strict.
 */
final class BridgeHarness implements AutoCloseable {

    static final RegionId HERE = new RegionId("eu-west");
    static final RegionId ELSEWHERE = new RegionId("us-east");
    static final String TELEMETRY = Topics.ingress(DataClass.TELEMETRY);
    static final Duration PATIENCE = Duration.ofSeconds(60);

    final EmbeddedKafka kafka;
    final FaultProxy kafkaProxy;
    final MqttBroker mqtt;
    final FaultProxy mqttProxy;
    final InMemorySchemaRegistry registry = new InMemorySchemaRegistry();
    final FakePolicyGate gate = new FakePolicyGate();

    /** What the policy topics are said to have. */
    volatile Supplier<Map<RegionId, Long>> policyFloor = Map::of;

    private final AtomicInteger names = new AtomicInteger();

    BridgeHarness() {
        this(KafkaOptions.defaults(), EmbeddedMqtt.start(MqttOptions.defaults()));
    }

    /**
     * @param options without the second listener, which is this harness's
     * @param mqtt a running broker, which this harness closes
     */
    BridgeHarness(KafkaOptions options, MqttBroker mqtt) {
        this.mqtt = mqtt;
        int kafkaProxyPort = FreePorts.one();
        kafka = EmbeddedKafka.start(options.withCrossRegion(0, kafkaProxyPort));
        kafkaProxy = FaultProxy.start(kafkaProxyPort, kafka.crossRegionPort());
        mqttProxy = FaultProxy.to(mqtt.port());
        kafka.createTopics(List.of(
                topic(TELEMETRY, TopicSizes.INGRESS),
                topic(Topics.ingress(DataClass.ALERTS), TopicSizes.INGRESS),
                topic(Topics.QUARANTINE, TopicSizes.QUARANTINE),
                topic(Topics.DEAD_LETTER, TopicSizes.QUARANTINE),
                topic(Topics.AUDIT, TopicSizes.CONTROL),
                topic(Topics.ACKS, TopicSizes.CONTROL)));
        gate.put(policy("acme", HERE, false));
        gate.put(policy("cygnus", ELSEWHERE, false));
        gate.put(policy("dunes", ELSEWHERE, true));
    }

    static OrganizationPolicy policy(String organization, RegionId home, boolean strict) {
        return new OrganizationPolicy(
                new OrganizationId(organization), home, List.of(), strict, false, OrganizationState.ACTIVE, 7);
    }

    /** A name that no other message of this harness has: tests share its topics. */
    String freshDevice() {
        return "dev-" + names.incrementAndGet();
    }

    /** A bridge that is not started. */
    BridgeService bridge(String clientId, SimpleMeterRegistry meters, Map<String, String> overrides) {
        return new BridgeService(config(clientId, overrides), context(meters), ports());
    }

    /** The dead letters of any of the bridges, straight from the broker. */
    DeadLetters deadLetters(Duration patience) {
        Map<String, String> direct = Map.of("bridge.kafka.bootstrap.servers", kafka.bootstrapServers());
        return new DeadLetters(config("unused", direct), context(new SimpleMeterRegistry()), ports(), patience);
    }

    private BridgePorts ports() {
        return new BridgePorts(gate, () -> policyFloor.get(), registry, () -> AUDIT, new Random(7), List.of());
    }

    private static ServiceContext context(SimpleMeterRegistry meters) {
        return new ServiceContext(Catalogues.builtIn(), meters, InstantSource.system());
    }

    private BridgeConfig config(String clientId, Map<String, String> overrides) {
        Map<String, String> properties = new HashMap<>(Map.of(
                "bridge.region",
                HERE.value(),
                "bridge.kafka.bootstrap.servers",
                kafka.crossRegionBootstrapServers(),
                "bridge.kafka.request.timeout.ms",
                "5000",
                "bridge.mqtt.host",
                "127.0.0.1",
                "bridge.mqtt.port",
                Integer.toString(mqttProxy.port()),
                "bridge.mqtt.client-id",
                clientId,
                "bridge.routes[0]",
                ELSEWHERE.value(),
                "bridge.registry.urls[0]",
                "http://127.0.0.1:1",
                "bridge.audit.hmac-key",
                "MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTIzNDU2Nzg5MDE=",
                "bridge.stop-timeout",
                "20s"));
        properties.putAll(overrides);
        return Configurations.fromProperties(BridgeConfig.class, properties);
    }

    /** Starts the bridge and waits until it is ready. */
    static void startAndAwaitReady(BridgeService bridge) {
        bridge.start();
        awaitReady(bridge);
    }

    static void awaitReady(BridgeService bridge) {
        await().atMost(PATIENCE).until(bridge::health, Health::isReady);
    }

    /** Returns when the broker no longer knows of it: the answer comes before. */
    void deleteTopic(String name) {
        try (Admin admin = kafka.admin()) {
            admin.deleteTopics(List.of(name)).all().get();
            await().atMost(PATIENCE)
                    .until(() -> !admin.listTopics().names().get().contains(name));
        } catch (InterruptedException | ExecutionException failed) {
            throw new AssertionError("the topic was not deleted", failed);
        }
    }

    void createTopic(String name) {
        kafka.createTopics(List.of(topic(name, TopicSizes.INGRESS)));
    }

    RecordsProbe probe(String topic) {
        return RecordsProbe.committed(kafka.bootstrapServers(), topic);
    }

    @Override
    public void close() {
        mqttProxy.close();
        kafkaProxy.close();
        mqtt.close();
        kafka.close();
    }

    /** The code of the reason, in the clear: what the real encoder writes is its own test's matter. */
    private static final AuditEncoder AUDIT = decision -> (decision.decision()
                    + ' '
                    + decision.reason()
                    + ' '
                    + decision.destination()
                    + ' '
                    + decision.epoch())
            .getBytes(StandardCharsets.UTF_8);

    private static NewTopic topic(String name, int maxMessageBytes) {
        return new NewTopic(name, 1, (short) 1).configs(Map.of("max.message.bytes", Integer.toString(maxMessageBytes)));
    }
}
