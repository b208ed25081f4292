package io.domicile.it.container;

import io.domicile.testkit.net.FreePorts;
import java.util.List;
import java.util.Map;
import org.testcontainers.containers.Network;
import org.testcontainers.images.builder.Transferable;

/** mosquitto in a container: one listener for services, one without encryption for devices. It keeps its queues. */
final class MqttNode implements AutoCloseable {

    static final String IMAGE = "eclipse-mosquitto:2";
    private static final String DIRECTORY = "/mosquitto/config/";
    private static final String CONFIGURATION = """
            allow_anonymous true
            max_queued_messages 0
            max_inflight_messages 0
            persistence true
            persistence_location /mosquitto/data/
            listener 1883
            listener 8883
            """;

    private final Node node;
    private final int devices;
    private final int services;

    /**
     * @param listener further lines about the listener for services
     * @param files what they name, in the folder of the configuration
     */
    MqttNode(Network network, String listener, Map<String, byte[]> files) {
        List<Integer> ports = FreePorts.several(2);
        this.devices = ports.get(0);
        this.services = ports.get(1);
        this.node = new Node(IMAGE, "mosquitto", network, List.of(devices + ":1883", services + ":8883"));
        node.container().withCopyToContainer(Transferable.of(CONFIGURATION + listener), DIRECTORY + "mosquitto.conf");
        files.forEach(
                (name, content) -> node.container().withCopyToContainer(Transferable.of(content), DIRECTORY + name));
    }

    Node node() {
        return node;
    }

    int devicesPort() {
        return devices;
    }

    int servicesPort() {
        return services;
    }

    /** Replaces a file in the folder of the configuration; a running broker does not look. */
    void write(String name, byte[] content) {
        node.write(content, DIRECTORY + name);
    }

    @Override
    public void close() {
        node.close();
    }
}
