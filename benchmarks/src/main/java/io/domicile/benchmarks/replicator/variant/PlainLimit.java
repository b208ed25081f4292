package io.domicile.benchmarks.replicator.variant;

import io.domicile.benchmarks.harness.child.ChildProcess;
import io.domicile.benchmarks.harness.child.JavaCommand;
import io.domicile.benchmarks.harness.kafka.Region;
import io.domicile.benchmarks.harness.report.Role;
import io.domicile.benchmarks.replicator.load.SourceLoad;
import java.util.List;

/** The limit: {@link PlainCopy}. */
public final class PlainLimit implements MirrorVariant {

    private final Region source;
    private final Region target;

    public PlainLimit(Region source, Region target) {
        this.source = source;
        this.target = target;
    }

    @Override
    public Role role() {
        return Role.LIMIT;
    }

    @Override
    public String output(MirrorTrial trial) {
        return "bench.limit." + trial.number();
    }

    @Override
    public ChildProcess start(MirrorTrial trial) {
        ChildProcess process = ChildProcess.talking(
                "the limit",
                JavaCommand.ofThisClassPath(
                        JavaCommand.VARIANT_MEMORY,
                        PlainCopy.class,
                        List.of(source.bootstrapServers(), target.bootstrapServers(), SourceLoad.TOPIC, output(trial))),
                trial.log());
        process.answer();
        return process;
    }

    @Override
    public boolean translatesOffsets() {
        return false;
    }
}
