package io.domicile.benchmarks.bridge.variant;

import io.domicile.benchmarks.bridge.child.ChildProcess;
import io.domicile.benchmarks.bridge.child.JavaCommand;
import io.domicile.benchmarks.bridge.load.Gate;
import java.nio.file.Path;
import java.util.List;

/** Receiving and acknowledging, nothing else. */
public final class Limit implements Variant {

    @Override
    public Kind kind() {
        return Kind.LIMIT;
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
                        Common.MEMORY,
                        LimitProcess.class,
                        List.of(gate.host(), Integer.toString(gate.port()), clientId(), Common.FILTER)),
                log);
        process.answer();
        return new RunningVariant(process, new LimitDestination(process));
    }
}
