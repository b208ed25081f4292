package io.domicile.it.container;

import io.domicile.testkit.net.FreePorts;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.Uuid;
import org.awaitility.Awaitility;
import org.testcontainers.containers.Network;

/**
 * A Kafka broker in a container, which is its own controller. Services use the listener {@code REGION}; {@code ADMIN},
 * without encryption, is for whoever prepares and examines, and {@code INSIDE} for the broker itself.
 */
final class KafkaNode implements AutoCloseable {

    private static final String IMAGE = "apache/kafka:4.3.1";
    private static final Duration PATIENCE = Duration.ofMinutes(4);
    private static final String NINE_MEBIBYTES = Integer.toString(9 * 1024 * 1024);

    private final Node node;
    private final String region;
    private final String admin;

    /**
     * @param protocol of the listener for services
     * @param settings further ones of the broker
     */
    KafkaNode(String name, Network network, String protocol, Map<String, String> settings) {
        List<Integer> ports = FreePorts.several(2);
        this.region = Node.host() + ':' + ports.get(0);
        this.admin = Node.host() + ':' + ports.get(1);
        this.node = new Node(IMAGE, name, network, List.of(ports.get(0) + ":9092", ports.get(1) + ":9094"));
        Map<String, String> all = new HashMap<>(settings());
        all.put("advertised.listeners", "REGION://" + region + ",ADMIN://" + admin + ",INSIDE://localhost:9095");
        all.put(
                "listener.security.protocol.map",
                "REGION:" + protocol + ",ADMIN:PLAINTEXT,INSIDE:PLAINTEXT,CONTROLLER:PLAINTEXT");
        all.putAll(settings);
        all.forEach((key, value) -> node.container().withEnv(variable(key), value));
        node.container().withEnv("CLUSTER_ID", Uuid.randomUuid().toString());
        node.container().withEnv("KAFKA_HEAP_OPTS", "-Xms256m -Xmx384m");
    }

    Node node() {
        return node;
    }

    /** Where services reach it. */
    String bootstrapServers() {
        return region;
    }

    /** Where tests reach it. */
    String adminServers() {
        return admin;
    }

    Admin admin() {
        return Admin.create(Map.of("bootstrap.servers", admin));
    }

    /** Waits until the broker answers. */
    void awaitAnswer() {
        Awaitility.await("the broker answers")
                .atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(200))
                .until(this::answers);
    }

    @Override
    public void close() {
        node.close();
    }

    private boolean answers() throws InterruptedException {
        try (Admin client = Admin.create(
                Map.of("bootstrap.servers", admin, "default.api.timeout.ms", "3000", "request.timeout.ms", "3000"))) {
            return !client.describeCluster().nodes().get().isEmpty();
        } catch (ExecutionException notYet) {
            return false;
        }
    }

    /** The variable from which the image makes a setting. */
    private static String variable(String setting) {
        return "KAFKA_"
                + setting.replace("_", "__")
                        .replace("-", "___")
                        .replace(".", "_")
                        .toUpperCase(Locale.ROOT);
    }

    private static Map<String, String> settings() {
        Map<String, String> settings = new HashMap<>(Map.of(
                "node.id", "1",
                "process.roles", "broker,controller",
                "controller.quorum.voters", "1@localhost:9093",
                "controller.listener.names", "CONTROLLER",
                "inter.broker.listener.name", "INSIDE",
                "listeners", "REGION://:9092,CONTROLLER://localhost:9093,ADMIN://:9094,INSIDE://localhost:9095",
                "log.dirs", "/tmp/kraft-combined-logs",
                "auto.create.topics.enable", "false",
                "message.max.bytes", NINE_MEBIBYTES,
                "replica.fetch.max.bytes", NINE_MEBIBYTES));
        settings.putAll(Map.of(
                "offsets.topic.replication.factor", "1",
                "offsets.topic.num.partitions", "2",
                "transaction.state.log.replication.factor", "1",
                "transaction.state.log.min.isr", "1",
                "transaction.state.log.num.partitions", "2",
                "group.initial.rebalance.delay.ms", "0",
                "broker.heartbeat.interval.ms", "500",
                "broker.session.timeout.ms", "9000",
                "log.index.size.max.bytes", "65536"));
        return settings;
    }
}
