package io.domicile.bridge.mqtt;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.hivemq.client.mqtt.MqttClient;
import com.hivemq.client.mqtt.datatypes.MqttQos;
import com.hivemq.client.mqtt.mqtt5.Mqtt5BlockingClient;
import io.domicile.testkit.mqtt.EmbeddedMqtt;
import io.domicile.testkit.mqtt.MosquittoBroker;
import io.domicile.testkit.mqtt.MosquittoOptions;
import io.domicile.testkit.mqtt.MqttOptions;
import io.domicile.testkit.mqtt.TlsListener;
import io.domicile.testkit.net.FreePorts;
import io.domicile.testkit.tls.TestCertificates;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Who the bridge speaks to, and as whom; and what it says where it may not. */
class MqttSecurityIT {

    private static final String TOPIC = "v1/acme/dev-7/telemetry";

    private static TestCertificates certificates;
    private static EmbeddedMqtt broker;
    private static int tlsPort;
    private static int mutualTlsPort;

    @BeforeAll
    static void startBroker() {
        certificates = TestCertificates.create();
        tlsPort = FreePorts.one();
        mutualTlsPort = FreePorts.one();
        broker = EmbeddedMqtt.start(MqttOptions.defaults()
                .withTlsListeners(
                        new TlsListener(tlsPort, certificates.serverKeys(), certificates.password(), null),
                        new TlsListener(
                                mutualTlsPort,
                                certificates.serverKeys(),
                                certificates.password(),
                                certificates.trusted())));
    }

    @AfterAll
    static void stopBroker() {
        broker.close();
        certificates.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"5", "3.1.1"})
    void shouldReceiveOverTls(String version) {
        try (RunningIngress ingress = RunningIngress.start(tls(version, tlsPort, certificates.trusted()))) {
            ingress.awaitSubscribed();
            publish(TOPIC);
            ingress.awaitReceived(TOPIC);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"5", "3.1.1"})
    void shouldReceiveOverMutualTls(String version) {
        Map<String, String> settings = tls(version, mutualTlsPort, certificates.trusted());
        settings.put("tls.key-store", certificates.clientKeys().toString());
        settings.put("tls.key-store-password", certificates.password());

        try (RunningIngress ingress = RunningIngress.start(settings)) {
            ingress.awaitSubscribed();
            publish(TOPIC);
            ingress.awaitReceived(TOPIC);
        }
    }

    @Test
    void shouldRefuseABrokerWhoseCertificateIsNotTrusted() {
        try (RunningIngress ingress = RunningIngress.start(tls("5", tlsPort, certificates.anotherTrusted()))) {
            ingress.awaitNotReadyBecause("TLS_CERTIFICATE_NOT_TRUSTED");
        }
    }

    @Test
    void shouldRefuseABrokerWhoseCertificateNamesAnotherHost() {
        Map<String, String> settings = tls("5", tlsPort, certificates.trusted());
        settings.put("host", "127.0.0.1");

        try (RunningIngress ingress = RunningIngress.start(settings)) {
            ingress.awaitNotReadyBecause("TLS_HOST_NAME_MISMATCH");
        }
    }

    @Test
    void shouldBeRefusedWithoutTheCertificateThatTheBrokerAsksFor() {
        try (RunningIngress ingress = RunningIngress.start(tls("5", mutualTlsPort, certificates.trusted()))) {
            // In TLS 1.3 the client has finished when the broker refuses: its alert may or may not be read before the
            // end
            ingress.awaitNotReadyBecause("TLS_FAILED", "CONNECTION_CLOSED");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"5", "3.1.1"})
    void shouldBeAdmittedWithTheRightPasswordOnly(String version, @TempDir Path directory) throws Exception {
        assumeTrue(MosquittoBroker.isInstalled(), "mosquitto is not installed");
        Path passwords = Files.writeString(directory.resolve("passwords"), "bridge:" + hash("right") + "\n");
        try (MosquittoBroker mosquitto = MosquittoBroker.start(
                MosquittoOptions.defaults().withConfiguration("allow_anonymous false", "password_file " + passwords))) {
            try (RunningIngress ingress = RunningIngress.start(user(version, mosquitto.port(), "wrong"))) {
                ingress.awaitNotReadyBecause("NOT_AUTHORIZED");
            }
            try (RunningIngress ingress = RunningIngress.start(user(version, mosquitto.port(), "right"))) {
                ingress.awaitSubscribed();
            }
        }
    }

    private static Map<String, String> user(String version, int port, String password) {
        return Map.of(
                "version",
                version,
                "port",
                Integer.toString(port),
                "username",
                "bridge",
                "password",
                password,
                "reconnect-at-most",
                "500ms");
    }

    /** Over TLS to localhost. */
    private static Map<String, String> tls(String version, int port, Path trusted) {
        return new HashMap<>(Map.of(
                "version",
                version,
                "host",
                "localhost",
                "port",
                Integer.toString(port),
                "client-id",
                "bridge-" + UUID.randomUUID(),
                "reconnect-at-most",
                "500ms",
                "tls.enabled",
                "true",
                "tls.trust-store",
                trusted.toString(),
                "tls.trust-store-password",
                certificates.password()));
    }

    private static void publish(String topic) {
        Mqtt5BlockingClient device = MqttClient.builder()
                .useMqttVersion5()
                .serverHost(broker.host())
                .serverPort(broker.port())
                .buildBlocking();
        device.connect();
        device.publishWith().topic(topic).qos(MqttQos.AT_LEAST_ONCE).send();
        device.disconnect();
    }

    /** As mosquitto keeps a password: PBKDF2 with SHA-512. */
    private static String hash(String password) throws GeneralSecurityException {
        byte[] salt = "saltsaltsalt".getBytes(StandardCharsets.US_ASCII);
        int iterations = 101;
        byte[] hash = SecretKeyFactory.getInstance("PBKDF2WithHmacSHA512")
                .generateSecret(new PBEKeySpec(password.toCharArray(), salt, iterations, 512))
                .getEncoded();
        Base64.Encoder base64 = Base64.getEncoder();
        return "$7$" + iterations + '$' + base64.encodeToString(salt) + '$' + base64.encodeToString(hash);
    }
}
