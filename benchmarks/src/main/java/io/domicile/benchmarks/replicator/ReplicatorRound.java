package io.domicile.benchmarks.replicator;

import io.domicile.benchmarks.harness.child.ChildProcess;
import io.domicile.benchmarks.harness.kafka.KafkaDestination;
import io.domicile.benchmarks.harness.kafka.Region;
import io.domicile.benchmarks.harness.measure.Account;
import io.domicile.benchmarks.harness.measure.Outcome;
import io.domicile.benchmarks.harness.measure.Span;
import io.domicile.benchmarks.harness.measure.SteadyPhase;
import io.domicile.benchmarks.harness.measure.Stopwatch;
import io.domicile.benchmarks.harness.measure.Tally;
import io.domicile.benchmarks.replicator.load.SourceLoad;
import io.domicile.benchmarks.replicator.translation.Translation;
import io.domicile.benchmarks.replicator.translation.TranslationProbe;
import io.domicile.benchmarks.replicator.variant.MirrorTrial;
import io.domicile.benchmarks.replicator.variant.MirrorVariant;
import java.time.Duration;
import java.util.List;
import org.awaitility.Awaitility;

/**
 * One variant from its start to its end, the same for all:
 *
 * <ol>
 *   <li>its process starts and copies what waits in the source's topic; three quarters warm it, the last is measured, by
 *       the ends of the committed records in the target's topic;
 *   <li>a fixed rate, for the latencies, from the time at which a record was due to be written at the source to the time
 *       at which a reader of committed records sees it on the target;
 *   <li>where asked for, the positions of the consumer groups on the target.
 * </ol>
 */
final class ReplicatorRound {

    static final int STEADY_PER_SECOND = 1_000;

    private static final Duration PATIENCE = Duration.ofSeconds(120);
    private static final Duration STILL = Duration.ofSeconds(2);

    private final Region target;
    private final SourceLoad load;
    private final int backlogRun;
    private final int steadyRun;
    private final int steadySeconds;

    ReplicatorRound(Region target, SourceLoad load, int backlogRun, int steadyRun, int steadySeconds) {
        this.target = target;
        this.load = load;
        this.backlogRun = backlogRun;
        this.steadyRun = steadyRun;
        this.steadySeconds = steadySeconds;
    }

    Result run(MirrorVariant variant, MirrorTrial trial, int records, boolean translate) throws InterruptedException {
        Account account = new Account();
        String output = variant.output(trial);
        try (TargetTopic topic = TargetTopic.create(target.bootstrapServers(), output, trial.partitions());
                KafkaDestination destination =
                        new KafkaDestination(target.bootstrapServers(), output, SourceLoad.DEVICES)) {
            destination.begin(backlogRun);
            try (ChildProcess process = variant.start(trial)) {
                Span span = new Stopwatch(destination::count, process.status()::cpu).await(records / 4 * 3L, records);
                awaitStill(process, destination);
                account.add(records, destination.collect(records, PATIENCE));
                int steady = steadySeconds * STEADY_PER_SECOND;
                Tally tally = SteadyPhase.run(
                        destination,
                        steadyRun,
                        steady,
                        PATIENCE.plusSeconds(steadySeconds),
                        () -> load.steady(steadyRun, steady, STEADY_PER_SECOND));
                account.add(steady, tally);
                List<Translation> translations = translate && variant.translatesOffsets()
                        ? new TranslationProbe(target.bootstrapServers(), output, backlogRun, records)
                                .measure(variant.role())
                        : List.of();
                return new Result(
                        account.outcome(
                                span, tally.latencies(), process.status().peakResident()),
                        translations);
            }
        }
    }

    /** Earlier rounds left the records of their second phase behind the backlog. */
    private static void awaitStill(ChildProcess process, KafkaDestination destination) {
        long[] seen = {-1, System.nanoTime()};
        Awaitility.await("all that waits to be mirrored")
                .pollInSameThread()
                .atMost(PATIENCE)
                .until(() -> {
                    process.requireAlive();
                    long count = destination.count();
                    if (count != seen[0]) {
                        seen[0] = count;
                        seen[1] = System.nanoTime();
                    }
                    return System.nanoTime() - seen[1] > STILL.toNanos();
                });
    }

    /** What came of one round. */
    record Result(Outcome outcome, List<Translation> translations) {}
}
