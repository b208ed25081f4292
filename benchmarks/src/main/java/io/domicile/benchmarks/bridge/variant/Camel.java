package io.domicile.benchmarks.bridge.variant;

import io.domicile.benchmarks.bridge.load.Fleet;
import io.domicile.benchmarks.bridge.load.Gate;
import io.domicile.benchmarks.harness.child.ChildProcess;
import io.domicile.benchmarks.harness.child.JavaCommand;
import io.domicile.benchmarks.harness.child.PeerProject;
import io.domicile.benchmarks.harness.kafka.KafkaDestination;
import io.domicile.benchmarks.harness.kafka.Region;
import io.domicile.benchmarks.harness.report.Role;
import java.nio.file.Path;
import java.util.List;

/** The peer: a Camel route from {@code paho-mqtt5} to {@code kafka}, on a class path of its own. */
public final class Camel implements Variant {

    /** Where its records arrive. */
    public static final String TOPIC = "bench.peer";

    private static final String MAIN = "io.domicile.peers.camel.CamelPeer";

    private static final String JAR = "camel-peer-0.1.0-SNAPSHOT.jar";

    private final PeerProject build;
    private final Region region;

    public Camel(PeerProject build, Region region) {
        this.build = build;
        this.region = region;
    }

    /** The project that has its class path. */
    public static PeerProject project(Path home) {
        return PeerProject.withJar(home, "camel", JAR);
    }

    @Override
    public Role role() {
        return Role.PEER;
    }

    @Override
    public String clientId() {
        return "bench-peer";
    }

    @Override
    public RunningVariant start(Gate gate, Path log) {
        List<String> arguments = List.of(
                Common.FILTER,
                "tcp://" + gate.host() + ':' + gate.port(),
                clientId(),
                region.bootstrapServers(),
                TOPIC);
        ChildProcess process = ChildProcess.talking(
                "the peer",
                JavaCommand.of(List.of(JavaCommand.VARIANT_MEMORY), build.classPath(), MAIN, arguments),
                log);
        return new RunningVariant(process, new KafkaDestination(region.bootstrapServers(), TOPIC, Fleet.DEVICES));
    }
}
