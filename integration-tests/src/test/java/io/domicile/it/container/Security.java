package io.domicile.it.container;

import io.domicile.testkit.tls.Pem;
import io.domicile.testkit.tls.TestCertificates;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ScramCredentialInfo;
import org.apache.kafka.clients.admin.ScramMechanism;
import org.apache.kafka.clients.admin.UserScramCredentialAlteration;
import org.apache.kafka.clients.admin.UserScramCredentialUpsertion;
import org.apache.kafka.common.acl.AccessControlEntry;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.acl.AclPermissionType;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourcePattern;
import org.apache.kafka.common.resource.ResourceType;
import org.testcontainers.containers.Network;
import org.testcontainers.images.builder.Transferable;

/** TLS and passwords on every leg: what brokers, users and services need for it. */
final class Security implements AutoCloseable {

    static final List<String> USERS = List.of("bridge", "router", "link");

    private static final String STORE = "/etc/kafka/server.p12";
    private static final int ITERATIONS = 4096;
    private static final String LOGIN = "org.apache.kafka.common.security.scram.ScramLoginModule required";

    final TestCertificates certificates = TestCertificates.create();
    private final Map<String, String> passwords = USERS.stream()
            .collect(Collectors.toMap(user -> user, user -> UUID.randomUUID().toString()));

    /** A broker that lets services in by TLS and password only, and lets them do what their principals may. */
    KafkaNode kafka(String name, Network network) {
        KafkaNode kafka = new KafkaNode(
                name,
                network,
                "SASL_SSL",
                Map.of(
                        "sasl.enabled.mechanisms",
                        "SCRAM-SHA-512",
                        "listener.name.region.scram-sha-512.sasl.jaas.config",
                        LOGIN + ';',
                        "ssl.keystore.type",
                        "PKCS12",
                        "ssl.keystore.location",
                        STORE,
                        "ssl.keystore.password",
                        certificates.password(),
                        "authorizer.class.name",
                        "org.apache.kafka.metadata.authorizer.StandardAuthorizer",
                        "super.users",
                        "User:ANONYMOUS"));
        kafka.node().container().withCopyToContainer(Transferable.of(read(certificates.serverKeys())), STORE);
        return kafka;
    }

    /** mosquitto that lets services in by TLS and a client's certificate only. */
    MqttNode mqtt(Network network) {
        return new MqttNode(
                network,
                """
                cafile /mosquitto/config/ca.pem
                certfile /mosquitto/config/server.pem
                keyfile /mosquitto/config/server.key
                require_certificate true
                """,
                Map.of(
                        "ca.pem", Pem.certificates(certificates.trusted(), certificates.password()),
                        "server.pem", Pem.certificates(certificates.serverKeys(), certificates.password()),
                        "server.key", Pem.key(certificates.serverKeys(), certificates.password())));
    }

    /** Creates the users and lets them do everything. */
    void admit(KafkaNode kafka) throws Exception {
        List<AclBinding> allowed = new ArrayList<>();
        for (String user : USERS) {
            Stream.of(ResourceType.TOPIC, ResourceType.GROUP, ResourceType.TRANSACTIONAL_ID)
                    .map(type -> new ResourcePattern(type, "*", PatternType.LITERAL))
                    .forEach(all -> allowed.add(binding(all, user, AclOperation.ALL, AclPermissionType.ALLOW)));
            allowed.add(binding(
                    new ResourcePattern(ResourceType.CLUSTER, "kafka-cluster", PatternType.LITERAL),
                    user,
                    AclOperation.ALL,
                    AclPermissionType.ALLOW));
        }
        knowPasswords(kafka);
        try (Admin admin = kafka.admin()) {
            admin.createAcls(allowed).all().get();
        }
    }

    /** The broker knows the passwords that the services have. */
    void knowPasswords(KafkaNode kafka) throws Exception {
        setPasswords(kafka, passwords);
    }

    /** The broker knows others than the services have, and has closed the connections made with those. */
    void changePasswords(KafkaNode kafka) throws Exception {
        setPasswords(
                kafka,
                passwords.keySet().stream()
                        .collect(Collectors.toMap(
                                user -> user, user -> UUID.randomUUID().toString())));
        kafka.node().kill();
        kafka.node().start();
        kafka.awaitAnswer();
    }

    private static void setPasswords(KafkaNode kafka, Map<String, String> passwords) throws Exception {
        try (Admin admin = kafka.admin()) {
            admin.alterUserScramCredentials(passwords.entrySet().stream()
                            .<UserScramCredentialAlteration>map(user -> new UserScramCredentialUpsertion(
                                    user.getKey(),
                                    new ScramCredentialInfo(ScramMechanism.SCRAM_SHA_512, ITERATIONS),
                                    user.getValue()))
                            .toList())
                    .all()
                    .get();
        }
    }

    /** That the link may not write a topic. */
    static AclBinding linkMayNotWrite(String topic) {
        return binding(
                new ResourcePattern(ResourceType.TOPIC, topic, PatternType.LITERAL),
                "link",
                AclOperation.WRITE,
                AclPermissionType.DENY);
    }

    /** Settings of each service's Kafka clients. */
    Map<String, Map<String, String>> clients() {
        return passwords.entrySet().stream()
                .collect(Collectors.toMap(Map.Entry::getKey, user -> client(user.getKey(), user.getValue())));
    }

    /** Settings of a client that logs in with this password. */
    Map<String, String> client(String user, String password) {
        return Map.of(
                "security.protocol",
                "SASL_SSL",
                "sasl.mechanism",
                "SCRAM-SHA-512",
                "sasl.jaas.config",
                LOGIN + " username=\"" + user + "\" password=\"" + password + "\";",
                "ssl.truststore.type",
                "PKCS12",
                "ssl.truststore.location",
                certificates.trusted().toString(),
                "ssl.truststore.password",
                certificates.password());
    }

    /** Settings of the bridge's connection to mosquitto. */
    Map<String, String> mqttClient() {
        return Map.of(
                "reconnect-at-most", "1s",
                "tls.enabled", "true",
                "tls.trust-store", certificates.trusted().toString(),
                "tls.trust-store-password", certificates.password(),
                "tls.key-store", certificates.clientKeys().toString(),
                "tls.key-store-password", certificates.password());
    }

    /** Restarts a broker with another key and certificate. */
    void present(KafkaNode kafka, Path keys) {
        kafka.node().kill();
        kafka.node().write(read(keys), STORE);
        kafka.node().start();
        kafka.awaitAnswer();
    }

    /** The same of mosquitto, which keeps what it has queued. */
    void present(MqttNode mqtt, Path keys) {
        mqtt.node().stop();
        mqtt.write("server.pem", Pem.certificates(keys, certificates.password()));
        mqtt.write("server.key", Pem.key(keys, certificates.password()));
        mqtt.node().start();
    }

    @Override
    public void close() {
        certificates.close();
    }

    private static AclBinding binding(
            ResourcePattern resource, String user, AclOperation operation, AclPermissionType permission) {
        return new AclBinding(resource, new AccessControlEntry("User:" + user, "*", operation, permission));
    }

    private static byte[] read(Path file) {
        try {
            return Files.readAllBytes(file);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
