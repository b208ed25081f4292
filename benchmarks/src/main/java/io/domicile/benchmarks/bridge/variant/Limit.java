package io.domicile.benchmarks.bridge.variant;

import io.domicile.benchmarks.bridge.load.Gate;
import io.domicile.benchmarks.harness.child.ChildProcess;
import io.domicile.benchmarks.harness.child.JavaCommand;
import io.domicile.benchmarks.harness.report.Role;
import java.nio.file.Path;
import java.util.List;

/** Receiving and acknowledging, nothing else. */
public final class Limit implements Variant {

    @Override
    public Role role() {
        return Role.LIMIT;
    }

    @Override
    public String clientId() {
        return "bench-limit";
    }

    @Override
    public RunningVariant start(Gate gate, Path log) {
        ChildProcess process = ChildProcess.talking(
                "the limit",
                JavaCommand.ofThisClassPath(
                        JavaCommand.VARIANT_MEMORY,
                        LimitProcess.class,
                        List.of(gate.host(), Integer.toString(gate.port()), clientId(), Common.FILTER)),
                log);
        process.answer();
        return new RunningVariant(process, new LimitDestination(process));
    }
}
