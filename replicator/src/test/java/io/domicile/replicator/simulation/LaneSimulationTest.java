package io.domicile.replicator.simulation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import io.domicile.replicator.lane.Lane;
import io.domicile.replicator.state.HaltReason;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/**
 * Seeded lives of a lane under crashes, lost requests and answers, fencing, rebalances, aborted transactions, markers,
 * changes of policy and gaps: the lane is the real one, the clusters are simulated. After every step each of the
 * {@link Invariants} holds; at the end, when nothing goes wrong any more, everything is copied, or the lane has halted
 * at a gap. The system property {@code domicile.simulation.seeds} says how many lives.
 */
class LaneSimulationTest {

    private static final int SEEDS = Integer.getInteger("domicile.simulation.seeds", 10_000);
    private static final long FIRST = Long.getLong("domicile.simulation.first", 0);
    private static final int STEPS = 60;
    private static final int STEPS_TO_REST = 500;

    private static Level before;

    @BeforeAll
    static void silenceTheLane() {
        Logger logger = (Logger) LoggerFactory.getLogger(Lane.class);
        before = logger.getLevel();
        logger.setLevel(Level.OFF);
    }

    @AfterAll
    static void letTheLaneSpeak() {
        ((Logger) LoggerFactory.getLogger(Lane.class)).setLevel(before);
    }

    @Test
    void shouldHoldEveryInvariantInEveryLife() {
        Map<HaltReason, Integer> halts = new EnumMap<>(HaltReason.class);
        int crashes = 0;
        int lost = 0;
        int copied = 0;
        int dropped = 0;
        for (long seed = FIRST; seed < FIRST + SEEDS; seed++) {
            World world = new World(seed);
            live(world, seed);
            for (SimulatedWorker worker : world.workers()) {
                worker.haltReason().ifPresent(reason -> halts.merge(reason, 1, Integer::sum));
            }
            crashes += world.turmoil.crashes;
            lost += world.turmoil.lostAnswers + world.turmoil.lostRequests;
            copied += world.target.size();
            dropped += world.target.dropped();
        }
        System.out.printf(
                "lane: %d lives: %d records on mirrors, %d crashes, %d lost requests and answers, %d markers"
                        + " dropped, halted %s%n",
                SEEDS, copied, crashes, lost, dropped, halts);
        // The simulation has provoked what it is for
        assertThat(crashes).isGreaterThan(SEEDS / 10);
        assertThat(lost).isGreaterThan(SEEDS / 10);
        assertThat(copied).isGreaterThan(SEEDS * 5);
        if (SEEDS >= 1_000) {
            assertThat(dropped).isGreaterThan(SEEDS / 100);
            assertThat(halts)
                    .containsKeys(
                            HaltReason.SOURCE_RETENTION_OUTRAN_LINK,
                            HaltReason.TOPIC_RECREATED,
                            HaltReason.SOURCE_TRUNCATED);
        }
    }

    private static void live(World world, long seed) {
        int step = 0;
        try {
            while (step < STEPS) {
                step++;
                world.step();
            }
            step++;
            assertThat(world.comesToRest(STEPS_TO_REST)).as("comes to rest").isTrue();
            boolean isHalted = world.workers().get(0).halted.isPresent();
            // An entry of the ledger that a later transaction took away with it nobody can tell from one that never was
            boolean mayHalt = world.gapped
                    || world.target.hasDroppedCommit()
                            && world.workers()
                                    .get(0)
                                    .haltReason()
                                    .equals(Optional.of(HaltReason.MIRROR_AHEAD_OF_LEDGER));
            assertThat(isHalted && !mayHalt).as("halts without a gap").isFalse();
            if (!isHalted) {
                assertThat(world.invariants.missing(world.source.origin().topicId(), world.source.end()))
                        .as("missing at rest")
                        .isEmpty();
            }
        } catch (AssertionError | RuntimeException violated) {
            fail("seed " + seed + ", step " + step + ": " + violated.getMessage(), violated);
        }
    }
}
