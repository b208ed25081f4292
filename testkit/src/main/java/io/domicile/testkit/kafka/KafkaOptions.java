package io.domicile.testkit.kafka;

import java.nio.file.Path;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How an {@link EmbeddedKafka} is set up.
 *
 * @param port of the listener for clients of the same region; 0 takes any free port
 * @param controllerPort of the quorum of one; 0 takes any free port
 * @param crossRegion a second listener for clients of other regions; null for none
 * @param directory where the broker keeps its data, kept at the end; null for a temporary one
 * @param clusterId 22 characters of URL-safe base64; null for a random one
 * @param nodeId distinguishes brokers of one process in their metrics; null takes the port
 * @param settings further broker settings; they win over ours
 */
public record KafkaOptions(
        int port,
        int controllerPort,
        @Nullable CrossRegionListener crossRegion,
        @Nullable Path directory,
        @Nullable String clusterId,
        @Nullable Integer nodeId,
        Map<String, String> settings) {

    /**
     * The listener {@code XREGION}.
     *
     * @param port 0 takes any free port
     * @param advertisedPort the port clients are sent to, such as a proxy's; 0 for the listener's own
     */
    public record CrossRegionListener(int port, int advertisedPort) {}

    public KafkaOptions {
        settings = Map.copyOf(settings);
    }

    /** Free ports, no second listener, a temporary directory. */
    public static KafkaOptions defaults() {
        return new KafkaOptions(0, 0, null, null, null, null, Map.of());
    }

    public KafkaOptions withPort(int newPort) {
        return new KafkaOptions(newPort, controllerPort, crossRegion, directory, clusterId, nodeId, settings);
    }

    public KafkaOptions withControllerPort(int newPort) {
        return new KafkaOptions(port, newPort, crossRegion, directory, clusterId, nodeId, settings);
    }

    /** With a second listener, of which clients learn the given port instead of its own (0 for its own). */
    public KafkaOptions withCrossRegion(int listenerPort, int advertisedPort) {
        return new KafkaOptions(
                port,
                controllerPort,
                new CrossRegionListener(listenerPort, advertisedPort),
                directory,
                clusterId,
                nodeId,
                settings);
    }

    public KafkaOptions withDirectory(Path newDirectory) {
        return new KafkaOptions(port, controllerPort, crossRegion, newDirectory, clusterId, nodeId, settings);
    }

    public KafkaOptions withClusterId(String newClusterId) {
        return new KafkaOptions(port, controllerPort, crossRegion, directory, newClusterId, nodeId, settings);
    }

    public KafkaOptions withNodeId(int newNodeId) {
        return new KafkaOptions(port, controllerPort, crossRegion, directory, clusterId, newNodeId, settings);
    }

    public KafkaOptions withSetting(String name, String value) {
        Map<String, String> more = new HashMap<>(settings);
        more.put(name, value);
        return new KafkaOptions(port, controllerPort, crossRegion, directory, clusterId, nodeId, more);
    }

    /**
     * With a second listener on which clients are who they say (SASL PLAIN; the password is the name), and with an
     * authorizer that denies what no ACL allows. Who comes by the first listener may do everything.
     *
     * @param names of the principals {@code User:<name>}
     */
    public KafkaOptions withPrincipals(Collection<String> names) {
        return withCrossRegion(0, 0)
                .withSetting(
                        "listener.security.protocol.map", "LOCAL:PLAINTEXT,CONTROLLER:PLAINTEXT,XREGION:SASL_PLAINTEXT")
                .withSetting("listener.name.xregion.sasl.enabled.mechanisms", "PLAIN")
                .withSetting("listener.name.xregion.plain.sasl.jaas.config", Principals.ofBroker(names))
                .withSetting("authorizer.class.name", "org.apache.kafka.metadata.authorizer.StandardAuthorizer")
                .withSetting("super.users", "User:ANONYMOUS")
                .withSetting("allow.everyone.if.no.acl.found", "false");
    }
}
