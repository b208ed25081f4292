package io.domicile.it.container;

import com.github.dockerjava.api.model.Bind;
import com.github.dockerjava.api.model.Volume;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.containers.Container;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.containers.Network;

/** A volume in memory that can be filled up. A container of its own keeps what is on it while no other uses it. */
final class SmallDisk implements AutoCloseable {

    /** Where nodes that use it have it. */
    static final String PATH = "/small-disk";

    private static final String FILLER = PATH + "/filler";

    private final String name = "domicile-it-disk-" + UUID.randomUUID();
    private final Node holder;

    SmallDisk(Network network, int mebibytes) {
        DockerClientFactory.instance()
                .client()
                .createVolumeCmd()
                .withName(name)
                .withLabels(DockerClientFactory.DEFAULT_LABELS)
                .withDriver("local")
                .withDriverOpts(Map.of("type", "tmpfs", "device", "tmpfs", "o", "mode=1777,size=" + mebibytes + "m"))
                .exec();
        this.holder = new Node(MqttNode.IMAGE, "disk", network, List.of());
        holder.container().withCommand("tail", "-f", "/dev/null");
        attach(holder.container());
        holder.create();
    }

    /** Gives it to a container that is yet to be created. */
    void attach(GenericContainer<?> container) {
        container.withCreateContainerCmdModifier(create -> {
            Bind[] others = Objects.requireNonNull(create.getHostConfig()).getBinds();
            List<Bind> binds = new ArrayList<>(others == null ? List.of() : Arrays.asList(others));
            binds.add(new Bind(name, new Volume(PATH)));
            create.getHostConfig().withBinds(binds);
        });
    }

    /** Takes all the room that is left. */
    void fill() {
        // Ends with a failure: that is what full means
        shell("cat /dev/zero > " + FILLER);
    }

    void free() {
        if (shell("rm " + FILLER) != 0) {
            throw new AssertionError("the disk could not be freed");
        }
    }

    @Override
    public void close() {
        holder.close();
        DockerClientFactory.instance().client().removeVolumeCmd(name).exec();
    }

    private int shell(String command) {
        try {
            Container.ExecResult result = holder.container().execInContainer("sh", "-c", command);
            return result.getExitCode();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted", interrupted);
        }
    }
}
