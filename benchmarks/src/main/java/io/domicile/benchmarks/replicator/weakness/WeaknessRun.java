package io.domicile.benchmarks.replicator.weakness;

import io.domicile.benchmarks.harness.child.ChildProcess;
import io.domicile.benchmarks.harness.kafka.KafkaDestination;
import io.domicile.benchmarks.harness.kafka.Region;
import io.domicile.benchmarks.harness.measure.Tally;
import io.domicile.benchmarks.replicator.variant.MirrorMaker;
import io.domicile.benchmarks.replicator.variant.MirrorTrial;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.awaitility.Awaitility;

/** Runs one scenario with MirrorMaker 2 as it comes. */
final class WeaknessRun {

    private static final int FEW = 1_000;
    private static final int MANY = 300_000;
    private static final Duration PATIENCE = Duration.ofMinutes(3);

    /** Longer than its intervals for topics and groups. */
    private static final Duration STILL = Duration.ofSeconds(20);

    private final MirrorMaker mirrorMaker;
    private final Region source;
    private final Region target;
    private final Path work;

    WeaknessRun(MirrorMaker mirrorMaker, Region source, Region target, Path work) {
        this.mirrorMaker = mirrorMaker;
        this.source = source;
        this.target = target;
        this.work = work;
    }

    Observation run(Scenario scenario) throws InterruptedException {
        MirrorTrial trial =
                new MirrorTrial(100 + scenario.ordinal(), 1, work.resolve("weakness-" + scenario.ordinal() + ".log"));
        try (SourceTopic topic = new SourceTopic(source.bootstrapServers(), scenario.topic()).create()) {
            int first = scenario == Scenario.KILL ? MANY : FEW;
            topic.write(first);
            ChildProcess process = mirrorMaker.start(trial, scenario.topic());
            try (KafkaDestination mirror = awaitMirror(mirrorMaker.output(trial, scenario.topic()), process)) {
                awaitCount(mirror, process, first);
                long before = complaints(trial.log(), scenario.topic());
                process = disturb(scenario, trial, topic, process);
                awaitStill(mirror, process);
                // More than there can be: it reads to the end and waits a moment
                Tally tally = mirror.collect(Integer.MAX_VALUE, STILL);
                return new Observation(
                        scenario,
                        topic.written(),
                        topic.present(),
                        mirror.count(),
                        tally.distinct(),
                        complaints(trial.log(), scenario.topic()) - before);
            } finally {
                process.close();
            }
        }
    }

    /** Returns the process that runs afterwards. */
    private ChildProcess disturb(Scenario scenario, MirrorTrial trial, SourceTopic topic, ChildProcess process)
            throws InterruptedException {
        switch (scenario) {
            case RETENTION -> {
                process.close();
                topic.write(5 * FEW);
                topic.deleteBefore(4 * FEW);
                return mirrorMaker.start(trial, scenario.topic());
            }
            case RE_CREATION -> {
                topic.recreate();
                topic.write(FEW / 2);
                return process;
            }
            case KILL -> {
                process.kill();
                topic.write(FEW);
                return mirrorMaker.start(trial, scenario.topic());
            }
        }
        throw new IllegalArgumentException("no such scenario: " + scenario);
    }

    private KafkaDestination awaitMirror(String name, ChildProcess process) {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", target.bootstrapServers()))) {
            // It must be empty where counting begins, so it is made before MirrorMaker 2 does it
            var unused = admin.createTopics(List.of(new NewTopic(name, 1, (short) 1)));
            Awaitility.await("the mirror").pollInSameThread().atMost(PATIENCE).until(() -> {
                process.requireAlive();
                return admin.listTopics().names().get().contains(name);
            });
        }
        KafkaDestination mirror = new KafkaDestination(target.bootstrapServers(), name, SourceTopic.DEVICES);
        mirror.begin(SourceTopic.RUN);
        return mirror;
    }

    private static void awaitCount(KafkaDestination mirror, ChildProcess process, int count) {
        Awaitility.await("the first records on the mirror")
                .pollInSameThread()
                .atMost(PATIENCE)
                .until(() -> {
                    process.requireAlive();
                    return mirror.count() >= count;
                });
    }

    private static void awaitStill(KafkaDestination mirror, ChildProcess process) {
        long begin = mirror.count();
        long[] seen = {begin, System.nanoTime()};
        Awaitility.await("the mirror to stand still")
                .pollInSameThread()
                .atMost(PATIENCE)
                .until(() -> {
                    process.requireAlive();
                    long count = mirror.count();
                    if (count != seen[0]) {
                        seen[0] = count;
                        seen[1] = System.nanoTime();
                    }
                    Duration patience = count == begin ? STILL.multipliedBy(3) : STILL;
                    return System.nanoTime() - seen[1] > patience.toNanos();
                });
    }

    private static long complaints(Path log, String topic) {
        try {
            return Files.readAllLines(log).stream()
                    .filter(line -> line.contains(" WARN ") || line.contains(" ERROR "))
                    .filter(line -> line.contains(topic))
                    .count();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
