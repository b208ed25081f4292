package io.domicile.it.container;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.exception.InternalServerErrorException;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.awaitility.Awaitility;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.containers.Network;
import org.testcontainers.containers.wait.strategy.AbstractWaitStrategy;
import org.testcontainers.images.builder.Transferable;
import org.testcontainers.utility.DockerImageName;

/**
 * A container whose ports on this machine stay the same however often it ends and starts again, and what can befall it.
 * One thread at a time.
 */
final class Node implements AutoCloseable {

    private static final int READABLE_BY_ALL = 0644;
    private static final Duration PATIENCE = Duration.ofMinutes(1);

    private final GenericContainer<?> container;
    private final Network network;

    /** @param ports each as {@code <port of this machine>:<port of the container>} */
    Node(String image, String name, Network network, List<String> ports) {
        this.network = network;
        this.container = new GenericContainer<>(DockerImageName.parse(image))
                .withNetwork(network)
                .withCreateContainerCmdModifier(
                        create -> create.withName("domicile-it-" + name + "-" + UUID.randomUUID()))
                .waitingFor(new WhoeverUsesItWaits());
        container.setPortBindings(ports);
    }

    /** For settings before the first start. */
    GenericContainer<?> container() {
        return container;
    }

    static String host() {
        return DockerClientFactory.instance().dockerHostIpAddress();
    }

    /** Creates the container and starts it. */
    void create() {
        container.start();
    }

    /** Writes a file of the container, running or not. */
    void write(byte[] content, String path) {
        container.copyFileToContainer(Transferable.of(content, READABLE_BY_ALL), path);
    }

    /** Ends its process without giving it a chance. */
    void kill() {
        docker().killContainerCmd(id()).exec();
    }

    /** Asks its process to end, and waits until it has. */
    void stop() {
        docker().stopContainerCmd(id()).exec();
    }

    /** Starts the process of an ended container, with the files it had. */
    void start() {
        docker().startContainerCmd(id()).exec();
    }

    boolean isRunning() {
        return Boolean.TRUE.equals(
                docker().inspectContainerCmd(id()).exec().getState().getRunning());
    }

    /** Lets its processes stand still: they neither answer nor refuse. */
    void pause() {
        Awaitility.await("the container stands still").atMost(PATIENCE).until(() -> {
            try {
                docker().pauseContainerCmd(id()).exec();
                return true;
            } catch (InternalServerErrorException notFrozen) {
                // On a busy machine a process may take longer to stand still than the engine waits
                return false;
            }
        });
    }

    void unpause() {
        docker().unpauseContainerCmd(id()).exec();
    }

    /** Takes it off the network; its process goes on. */
    void cut() {
        docker().disconnectFromNetworkCmd()
                .withContainerId(id())
                .withNetworkId(network.getId())
                .exec();
    }

    void heal() {
        docker().connectToNetworkCmd()
                .withContainerId(id())
                .withNetworkId(network.getId())
                .exec();
    }

    String logs() {
        return container.getLogs();
    }

    @Override
    public void close() {
        container.stop();
    }

    private String id() {
        return container.getContainerId();
    }

    private static DockerClient docker() {
        return DockerClientFactory.instance().client();
    }

    /** What is inside a container says over its own protocol when it is there. */
    private static final class WhoeverUsesItWaits extends AbstractWaitStrategy {

        @Override
        protected void waitUntilReady() {}
    }
}
