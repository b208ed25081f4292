package io.domicile.bridge;

import static io.domicile.bridge.BridgeHarness.PATIENCE;
import static io.domicile.bridge.BridgeHarness.TELEMETRY;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.domicile.bridge.ledger.Outcome;
import io.domicile.kit.topic.Topics;
import io.domicile.residency.DataClass;
import io.domicile.testkit.kafka.KafkaOptions;
import io.domicile.testkit.mqtt.EmbeddedMqtt;
import io.domicile.testkit.mqtt.MqttOptions;
import io.domicile.testkit.tls.TestCertificates;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.acl.AccessControlEntry;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.acl.AclPermissionType;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourcePattern;
import org.apache.kafka.common.resource.ResourceType;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Kafka over SASL and TLS, and what it may answer that is no record's fault: each is held back, told, and outlived. */
class KafkaTroubleIT {

    private static final String ALERTS = Topics.ingress(DataClass.ALERTS);

    private static BridgeHarness harness;
    private static TestCertificates certificates;
    private static Device device;

    private String name;
    private SimpleMeterRegistry meters;
    private BridgeService bridge;

    @BeforeAll
    static void startRegion() {
        certificates = TestCertificates.create();
        KafkaOptions secured = KafkaOptions.defaults()
                .withSetting("listener.security.protocol.map", "LOCAL:PLAINTEXT,CONTROLLER:PLAINTEXT,XREGION:SASL_SSL")
                .withSetting(
                        "listener.name.xregion.ssl.keystore.location",
                        certificates.addressKeys().toString())
                .withSetting("listener.name.xregion.ssl.keystore.password", certificates.password())
                .withSetting("listener.name.xregion.ssl.keystore.type", "PKCS12")
                .withSetting("listener.name.xregion.sasl.enabled.mechanisms", "PLAIN")
                .withSetting(
                        "listener.name.xregion.plain.sasl.jaas.config",
                        "org.apache.kafka.common.security.plain.PlainLoginModule required user_bridge=\"secret\";")
                .withSetting("authorizer.class.name", "org.apache.kafka.metadata.authorizer.StandardAuthorizer")
                .withSetting("super.users", "User:ANONYMOUS")
                .withSetting("allow.everyone.if.no.acl.found", "true");
        harness = new BridgeHarness(secured, EmbeddedMqtt.start(MqttOptions.defaults()));
        device = new Device(harness.mqtt.port());
    }

    @AfterAll
    static void stopRegion() {
        device.close();
        harness.close();
        certificates.close();
    }

    @BeforeEach
    void nameDevice() {
        name = harness.freshDevice();
    }

    @AfterEach
    void stopBridge() {
        bridge.close();
    }

    @Test
    void shouldHoldBackWhileItMayNotWriteAndKeepTheOrder() throws Exception {
        // given
        newBridge("secret");
        BridgeHarness.startAndAwaitReady(bridge);
        device.publishNumbers("v1/acme/" + name + "/telemetry", 0, 100);
        await().atMost(PATIENCE).until(() -> ended(Outcome.STORED) == 100);

        // when
        try (Admin admin = harness.kafka.admin()) {
            AclBinding denial = denial(TELEMETRY);
            admin.createAcls(List.of(denial)).all().get();
            device.publishNumbers("v1/acme/" + name + "/telemetry", 100, 300);
            awaitNotReady("Kafka takes no records: not-authorized");
            await().atMost(PATIENCE).until(() -> problems("not-authorized") >= 3);
            admin.deleteAcls(List.of(denial.toFilter())).all().get();
        }

        // then
        new StoredNumbers(harness, TELEMETRY, "acme/" + name).awaitInOrder(400);
        await().atMost(PATIENCE).until(() -> bridge.counts().inFlight() == 0);
        assertThat(connections()).as("MQTT connections").isEqualTo(1);
        assertThat(ended(Outcome.RELEASED)).isZero();
        BridgeHarness.awaitReady(bridge);
    }

    @Test
    void shouldHoldBackWhileATopicIsMissing() {
        // given
        newBridge("secret");
        harness.deleteTopic(ALERTS);

        // when
        bridge.start();
        awaitSubscribed();
        device.publishNumbers("v1/acme/" + name + "/alerts", 0, 50);

        // then
        awaitNotReady("Kafka takes no records: topic-missing");
        assertThat(ended(Outcome.STORED)).isZero();
        harness.createTopic(ALERTS);
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(ended(Outcome.STORED))
                        .as("with %s, %s", bridge.counts(), bridge.health())
                        .isEqualTo(50));
        new StoredNumbers(harness, ALERTS, "acme/" + name).awaitInOrder(50);
        BridgeHarness.awaitReady(bridge);
    }

    @Test
    void shouldSayThatItsCredentialsAreNotAccepted() {
        newBridge("wrong");
        bridge.start();

        awaitNotReady("Kafka takes no records: not-authenticated");
    }

    private void newBridge(String password) {
        meters = new SimpleMeterRegistry();
        Map<String, String> properties = Map.of(
                "bridge.mqtt.filters",
                "v1/acme/" + name + "/#",
                "bridge.kafka.security.protocol",
                "SASL_SSL",
                "bridge.kafka.sasl.mechanism",
                "PLAIN",
                "bridge.kafka.sasl.jaas.config",
                "org.apache.kafka.common.security.plain.PlainLoginModule required username=\"bridge\" password=\""
                        + password + "\";",
                "bridge.kafka.ssl.truststore.location",
                certificates.trusted().toString(),
                "bridge.kafka.ssl.truststore.password",
                certificates.password(),
                "bridge.kafka.ssl.truststore.type",
                "PKCS12");
        bridge = harness.bridge("trouble-" + name, meters, properties);
    }

    private static AclBinding denial(String topic) {
        return new AclBinding(
                new ResourcePattern(ResourceType.TOPIC, topic, PatternType.LITERAL),
                new AccessControlEntry("User:bridge", "*", AclOperation.WRITE, AclPermissionType.DENY));
    }

    private void awaitNotReady(String text) {
        await().atMost(PATIENCE).until(() -> bridge.health().notReady().contains(text));
    }

    private void awaitSubscribed() {
        await().atMost(PATIENCE)
                .until(() ->
                        bridge.health().notReady().stream().noneMatch(text -> text.startsWith("MQTT not connected")));
    }

    private long ended(Outcome outcome) {
        return bridge.counts().ended(outcome);
    }

    private double problems(String reason) {
        return meters.get("domicile.bridge.kafka.problems")
                .tag("reason", reason)
                .counter()
                .count();
    }

    private double connections() {
        return meters.get("domicile.bridge.connections").counter().count();
    }
}
