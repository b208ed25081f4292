package io.domicile.it.process;

import static org.assertj.core.api.Assertions.assertThat;

import io.domicile.kit.topic.Topics;
import io.domicile.residency.DataClass;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The router in processes of its own under a steady load: killed, stopped and restarted in turn. What it may take until
 * it routes again includes the start of the virtual machine.
 *
 * <p>The system property {@code domicile.router.kills} says how often it is killed; {@code domicile.restart.strict} holds
 * the times against the promised ones, for a machine that is not busy otherwise.
 */
class RouterKillIT {

    private static final int KILLS = Integer.getInteger("domicile.router.kills", 1);
    private static final boolean STRICT = Boolean.getBoolean("domicile.restart.strict");
    private static final Duration AFTER_STOP = STRICT ? Duration.ofSeconds(10) : Duration.ofSeconds(40);
    private static final Duration AFTER_KILL = STRICT ? Duration.ofSeconds(15) : Duration.ofSeconds(120);
    private static final Duration PATIENCE = Duration.ofSeconds(150);
    private static final int PER_SECOND = Integer.getInteger("domicile.router.load", 500);

    private static TwoRegions regions;

    @TempDir
    private Path directory;

    @BeforeAll
    static void startRegions() throws Exception {
        regions = TwoRegions.start();
    }

    @AfterAll
    static void closeRegions() {
        if (regions != null) {
            regions.close();
        }
    }

    @Test
    void losesNothingAndRepeatsNothingHoweverOftenItIsKilled() {
        List<Duration> restarts = new ArrayList<>();
        try (HomeReader home = reader(DataClass.ALERTS);
                ForkedService router = ForkedService.start("router", directory, regions::routerYaml)) {
            router.awaitReady();
            try (SteadyLoad load = load(DataClass.ALERTS)) {
                for (int kill = 0; kill < KILLS; kill++) {
                    home.await(load.produced() + PER_SECOND / 2, PATIENCE);
                    assertThat(router.isAlive()).as(router.output()).isTrue();
                    router.kill();
                    router.restart();
                    restarts.add(home.await(load.produced(), PATIENCE));
                }
                int produced = load.stop();
                home.awaitAll(produced, PATIENCE);

                System.out.printf(
                        "router: %d kills at %d records/s: %d produced, %d lost, %d twice, %d out of order;"
                                + " start to routing after kill -9 in ms: %s%n",
                        KILLS,
                        PER_SECOND,
                        produced,
                        home.missing(produced),
                        home.twice(),
                        home.disordered(),
                        spread(restarts));
                assertThat(home.missing(produced)).as("lost").isZero();
                assertThat(home.twice()).as("twice").isZero();
                assertThat(home.disordered()).as("out of order").isZero();
                assertThat(Collections.max(restarts)).isLessThanOrEqualTo(AFTER_KILL);
            }
        }
    }

    @Test
    void routesAgainSoonAfterAStopAndPausesNoLongerInARollingRestart() {
        try (HomeReader home = reader(DataClass.DASHBOARDS);
                ForkedService first = ForkedService.start("router", "first", directory, regions::routerYaml);
                SteadyLoad load = load(DataClass.DASHBOARDS)) {
            first.awaitReady();
            home.await(load.produced() + PER_SECOND, PATIENCE);

            // One instance, stopped in order
            assertThat(first.terminate()).isZero();
            first.restart();
            Duration afterStop = home.await(load.produced(), PATIENCE);

            // Two instances, one after the other
            try (ForkedService second = ForkedService.start("router", "second", directory, regions::routerYaml)) {
                second.awaitReady();
                first.awaitReady();
                home.await(load.produced() + PER_SECOND, PATIENCE);
                home.watchPauses();
                for (ForkedService instance : List.of(first, second)) {
                    assertThat(instance.terminate()).isZero();
                    instance.restart();
                    instance.awaitReady();
                }
                home.await(load.produced() + PER_SECOND, PATIENCE);
                Duration pause = home.longestPause();
                int produced = load.stop();
                home.awaitAll(produced, PATIENCE);

                System.out.printf(
                        "router: start to routing after a clean stop %d ms; longest pause of a partition in a rolling"
                                + " restart of two %d ms; %d produced, %d lost, %d twice%n",
                        afterStop.toMillis(), pause.toMillis(), produced, home.missing(produced), home.twice());
                assertThat(home.missing(produced)).as("lost").isZero();
                assertThat(home.twice()).as("twice").isZero();
                assertThat(afterStop).isLessThanOrEqualTo(AFTER_STOP);
                assertThat(pause).isLessThanOrEqualTo(AFTER_STOP);
                assertThat(first.terminate()).isZero();
                assertThat(second.terminate()).isZero();
            }
        }
    }

    private static HomeReader reader(DataClass dataClass) {
        return new HomeReader(
                regions.home().kafka().bootstrapServers(), Topics.home(dataClass), TwoRegions.TOPICS.partitions());
    }

    private static SteadyLoad load(DataClass dataClass) {
        return new SteadyLoad(regions.home().kafka().bootstrapServers(), Topics.ingress(dataClass), PER_SECOND);
    }

    private static String spread(List<Duration> durations) {
        List<Long> sorted = durations.stream().map(Duration::toMillis).sorted().toList();
        return sorted.isEmpty()
                ? "none"
                : "median " + sorted.get(sorted.size() / 2) + ", largest " + sorted.get(sorted.size() - 1);
    }
}
