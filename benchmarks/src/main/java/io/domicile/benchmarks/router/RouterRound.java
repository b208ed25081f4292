package io.domicile.benchmarks.router;

import io.domicile.benchmarks.harness.child.ChildProcess;
import io.domicile.benchmarks.harness.kafka.GroupProgress;
import io.domicile.benchmarks.harness.kafka.KafkaDestination;
import io.domicile.benchmarks.harness.measure.Account;
import io.domicile.benchmarks.harness.measure.Outcome;
import io.domicile.benchmarks.harness.measure.Span;
import io.domicile.benchmarks.harness.measure.SteadyPhase;
import io.domicile.benchmarks.harness.measure.Stopwatch;
import io.domicile.benchmarks.harness.measure.Tally;
import io.domicile.benchmarks.router.load.Inflow;
import io.domicile.benchmarks.router.variant.RouterVariant;
import io.domicile.benchmarks.router.variant.Trial;
import java.time.Duration;
import org.awaitility.Awaitility;

/**
 * One variant from its start to its end, the same for all:
 *
 * <ol>
 *   <li>its process starts with a new consumer group and drains what waits in the topic; three quarters warm it, the
 *       last is measured, by the positions that it commits: before that, the JVM's compilers take a large part of the time;
 *   <li>a fixed rate, for the latencies, from the time at which a record was due to be written to the time at which a
 *       reader of committed records sees its copy.
 * </ol>
 *
 * <p>Nothing but the variant and the broker works while the backlog is drained. The copies are read back afterwards.
 */
final class RouterRound {

    static final int STEADY_PER_SECOND = 1_000;

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final String bootstrapServers;
    private final Inflow inflow;
    private final int backlogRun;
    private final int steadyRun;
    private final int steadySeconds;

    /**
     * @param backlogRun the number of the load that waits in the topic
     * @param steadyRun the number of the load of the second phase
     */
    RouterRound(String bootstrapServers, Inflow inflow, int backlogRun, int steadyRun, int steadySeconds) {
        this.bootstrapServers = bootstrapServers;
        this.inflow = inflow;
        this.backlogRun = backlogRun;
        this.steadyRun = steadyRun;
        this.steadySeconds = steadySeconds;
    }

    Outcome run(RouterVariant variant, Trial trial, int records) throws InterruptedException {
        Account account = new Account();
        try (KafkaDestination destination = new KafkaDestination(bootstrapServers, variant.output(), Inflow.DEVICES);
                GroupProgress progress = new GroupProgress(bootstrapServers, trial.group(), RouterVariant.INPUT)) {
            destination.begin(backlogRun);
            try (ChildProcess process = variant.start(trial)) {
                Span span = new Stopwatch(progress::committed, process.status()::cpu).await(records / 4 * 3L, records);
                awaitCaughtUp(process, progress);
                account.add(records, destination.collect(records, PATIENCE));
                int steady = steadySeconds * STEADY_PER_SECOND;
                Tally tally = SteadyPhase.run(
                        destination,
                        steadyRun,
                        steady,
                        PATIENCE.plusSeconds(steadySeconds),
                        () -> inflow.steady(steadyRun, steady, STEADY_PER_SECOND));
                account.add(steady, tally);
                return account.outcome(span, tally.latencies(), process.status().peakResident());
            }
        }
    }

    /** Earlier rounds left the records of their second phase behind the backlog. */
    private static void awaitCaughtUp(ChildProcess process, GroupProgress progress) {
        Awaitility.await("all that waits to be routed")
                .pollInSameThread()
                .atMost(PATIENCE)
                .until(() -> {
                    process.requireAlive();
                    return progress.isCaughtUp();
                });
    }
}
