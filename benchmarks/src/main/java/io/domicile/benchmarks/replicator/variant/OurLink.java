package io.domicile.benchmarks.replicator.variant;

import io.domicile.benchmarks.harness.child.ChildProcess;
import io.domicile.benchmarks.harness.child.DomicileCommand;
import io.domicile.benchmarks.harness.kafka.Region;
import io.domicile.benchmarks.harness.report.Role;
import io.domicile.benchmarks.replicator.load.SourceLoad;
import io.domicile.kit.topic.Topics;

/** The link as its users run it: {@code domicile replicator} with a configuration file. */
public final class OurLink implements MirrorVariant {

    private final DomicileCommand domicile;
    private final Region source;
    private final Region target;
    private final String javaOptions;

    /** @param javaOptions further options of its JVM, such as a profiler's; empty for none */
    public OurLink(DomicileCommand domicile, Region source, Region target, String javaOptions) {
        this.domicile = domicile;
        this.source = source;
        this.target = target;
        this.javaOptions = javaOptions;
    }

    @Override
    public Role role() {
        return Role.OURS;
    }

    @Override
    public String output(MirrorTrial trial) {
        return Topics.mirror(source.id(), SourceLoad.TOPIC);
    }

    @Override
    public ChildProcess start(MirrorTrial trial) {
        String yaml = """
                replicator:
                  link: {source: %s, target: %s}
                  source:
                    kafka: {bootstrap.servers: "%s"}
                    registry: {urls: ["%s"]}
                  target:
                    kafka: {bootstrap.servers: "%s"}
                    registry: {urls: ["%s"]}
                  policy: {mirrors: [%s]}
                  mirror: {replication-factor: 1}
                  audit: {hmac-key: "%s"}
                  admin: {port: 0}
                """.formatted(
                        source.id(),
                        target.id(),
                        source.bootstrapServers(),
                        source.registryUrl(),
                        target.bootstrapServers(),
                        target.registryUrl(),
                        source.id(),
                        source.auditKey());
        return domicile.start("replicator", yaml, javaOptions, trial.log());
    }

    @Override
    public boolean translatesOffsets() {
        return true;
    }
}
