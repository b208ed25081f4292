package io.domicile.benchmarks.replicator.variant;

import io.domicile.benchmarks.harness.child.ChildProcess;
import io.domicile.benchmarks.harness.child.JavaCommand;
import io.domicile.benchmarks.harness.child.PeerProject;
import io.domicile.benchmarks.harness.kafka.Region;
import io.domicile.benchmarks.harness.report.Role;
import io.domicile.benchmarks.replicator.load.SourceLoad;
import io.domicile.testkit.net.FreePorts;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * The peer: MirrorMaker 2 as a dedicated process, on a class path of its own. The aliases of both clusters are new for
 * every trial, so that it finds nothing of an earlier one.
 */
public final class MirrorMaker implements MirrorVariant {

    /** With 512 MB and six tasks its tasks die of memory, for good. */
    public static final String MEMORY = "-Xmx1g";

    private static final String MAIN = "org.apache.kafka.connect.mirror.MirrorMaker";

    private final Role role;
    private final PeerProject project;
    private final Region source;
    private final Region target;

    /** @param role which of the four peers */
    public MirrorMaker(Role role, PeerProject project, Region source, Region target) {
        this.role = role;
        this.project = project;
        this.source = source;
        this.target = target;
    }

    /** The project that has its class path. */
    public static PeerProject project(Path home) {
        return PeerProject.withoutJar(home, "mirrormaker");
    }

    @Override
    public Role role() {
        return role;
    }

    @Override
    public String output(MirrorTrial trial) {
        return output(trial, SourceLoad.TOPIC);
    }

    /** The mirror of any topic. */
    public String output(MirrorTrial trial, String topic) {
        return sourceAlias(trial) + "." + topic;
    }

    @Override
    public ChildProcess start(MirrorTrial trial) {
        return start(trial, SourceLoad.TOPIC);
    }

    /** Mirrors any topic; started again for the same trial it goes on where it was. */
    public ChildProcess start(MirrorTrial trial, String topic) {
        String properties = MirrorMakerSettings.of(
                role,
                topic,
                sourceAlias(trial),
                targetAlias(trial),
                source.bootstrapServers(),
                target.bootstrapServers(),
                trial.partitions(),
                FreePorts.one());
        Path file = Path.of(trial.log() + ".properties");
        try {
            Files.writeString(file, properties);
        } catch (IOException unwritable) {
            throw new UncheckedIOException(unwritable);
        }
        return ChildProcess.silent(
                "MirrorMaker 2",
                JavaCommand.of(
                        List.of(MEMORY, "-Dlog4j2.configurationFile=" + project.file("log4j2.properties")),
                        project.classPath(),
                        MAIN,
                        List.of(file.toString(), "--clusters", targetAlias(trial))),
                Map.of(),
                trial.log());
    }

    @Override
    public boolean translatesOffsets() {
        return true;
    }

    private static String sourceAlias(MirrorTrial trial) {
        return "s" + trial.number();
    }

    private static String targetAlias(MirrorTrial trial) {
        return "t" + trial.number();
    }
}
