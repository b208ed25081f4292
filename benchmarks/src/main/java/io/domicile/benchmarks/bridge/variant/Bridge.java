package io.domicile.benchmarks.bridge.variant;

import io.domicile.benchmarks.bridge.child.ChildProcess;
import io.domicile.benchmarks.bridge.load.Gate;
import io.domicile.kit.topic.Topics;
import io.domicile.residency.DataClass;
import io.domicile.testkit.process.WatchedCommand;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** The ingest bridge as its users run it: {@code domicile bridge} with a configuration file. */
public final class Bridge implements Variant {

    private final Path home;
    private final Path work;
    private final Region region;
    private final String javaOptions;

    /**
     * @param home the folder of the {@code domicile} command
     * @param work where the configuration is written
     * @param javaOptions further options of its JVM, such as a profiler's; empty for none
     */
    public Bridge(Path home, Path work, Region region, String javaOptions) {
        this.home = home;
        this.work = work;
        this.region = region;
        this.javaOptions = javaOptions;
    }

    @Override
    public Kind kind() {
        return Kind.OURS;
    }

    @Override
    public String clientId() {
        return "bench-ours";
    }

    @Override
    public RunningVariant start(Gate gate, Path log) {
        Path configuration = writeConfiguration(gate);
        List<String> command =
                List.of(home.resolve("domicile").toString(), "bridge", "--config", configuration.toString());
        ChildProcess process = ChildProcess.silent(
                "the bridge",
                WatchedCommand.of(configuration.toString(), command),
                Map.of("DOMICILE_JAVA_OPTS", javaOptions),
                log);
        return new RunningVariant(
                process, new KafkaDestination(region.bootstrapServers(), Topics.ingress(DataClass.TELEMETRY)));
    }

    private Path writeConfiguration(Gate gate) {
        String yaml = """
                bridge:
                  region: %s
                  kafka:
                    bootstrap.servers: "%s"
                  mqtt:
                    host: %s
                    port: %d
                    client-id: %s
                    receive-maximum: 65535
                    session-expiry: 1h
                  registry:
                    urls: ["%s"]
                  audit:
                    hmac-key: "%s"
                  admin:
                    port: 0
                """.formatted(
                        Region.ID,
                        region.bootstrapServers(),
                        gate.host(),
                        gate.port(),
                        clientId(),
                        region.registryUrl(),
                        region.auditKey());
        try {
            return Files.writeString(work.resolve("bridge.yaml"), yaml);
        } catch (IOException unwritable) {
            throw new UncheckedIOException(unwritable);
        }
    }
}
