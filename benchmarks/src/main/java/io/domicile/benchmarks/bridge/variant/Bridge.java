package io.domicile.benchmarks.bridge.variant;

import io.domicile.benchmarks.bridge.load.Fleet;
import io.domicile.benchmarks.bridge.load.Gate;
import io.domicile.benchmarks.harness.child.ChildProcess;
import io.domicile.benchmarks.harness.child.DomicileCommand;
import io.domicile.benchmarks.harness.kafka.KafkaDestination;
import io.domicile.benchmarks.harness.kafka.Region;
import io.domicile.benchmarks.harness.report.Role;
import io.domicile.kit.topic.Topics;
import io.domicile.residency.DataClass;
import java.nio.file.Path;

/** The ingest bridge as its users run it: {@code domicile bridge} with a configuration file. */
public final class Bridge implements Variant {

    private final DomicileCommand domicile;
    private final Region region;
    private final String javaOptions;

    /** @param javaOptions further options of its JVM, such as a profiler's; empty for none */
    public Bridge(DomicileCommand domicile, Region region, String javaOptions) {
        this.domicile = domicile;
        this.region = region;
        this.javaOptions = javaOptions;
    }

    @Override
    public Role role() {
        return Role.OURS;
    }

    @Override
    public String clientId() {
        return "bench-ours";
    }

    @Override
    public RunningVariant start(Gate gate, Path log) {
        ChildProcess process = domicile.start("bridge", configuration(gate), javaOptions, log);
        return new RunningVariant(
                process,
                new KafkaDestination(region.bootstrapServers(), Topics.ingress(DataClass.TELEMETRY), Fleet.DEVICES));
    }

    private String configuration(Gate gate) {
        return """
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
    }
}
