package io.domicile.benchmarks.bridge.variant;

import io.domicile.benchmarks.harness.child.ChildProcess;
import io.domicile.benchmarks.harness.measure.Destination;
import io.domicile.benchmarks.harness.measure.Tally;
import java.time.Duration;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionTimeoutException;

/** The {@link LimitProcess} itself, which is asked what it received. */
final class LimitDestination implements Destination {

    private final ChildProcess process;

    LimitDestination(ChildProcess process) {
        this.process = process;
    }

    @Override
    public void begin(int run) {
        process.ask("begin " + run);
    }

    @Override
    public long count() {
        return Long.parseLong(process.ask("count"));
    }

    @Override
    public Tally collect(int expected, Duration patience) {
        try {
            Awaitility.await()
                    .pollInSameThread()
                    .pollInterval(Duration.ofMillis(100))
                    .atMost(patience)
                    .until(() -> Integer.parseInt(process.ask("distinct")) >= expected);
        } catch (ConditionTimeoutException incomplete) {
            return tally();
        }
        return tally();
    }

    @Override
    public void close() {
        // The process is closed by whoever started it
    }

    private Tally tally() {
        return Reception.parse(process.ask("tally"));
    }
}
