package io.domicile.replicator.simulation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import io.domicile.replicator.gap.GapAnswer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/**
 * Lives of a lane that accepts what retention takes before it was copied: it passes every gap, once and by a count, with
 * crashes and lost answers in the midst of it, and copies everything that is left.
 */
class GapSimulationTest {

    private static final String LANES = "io.domicile.replicator.lane";
    private static final int SEEDS = Integer.getInteger("domicile.simulation.seeds", 10_000) / 4;
    private static final int STEPS = 60;
    private static final int STEPS_TO_REST = 500;

    private static Level before;

    @BeforeAll
    static void silenceTheLanes() {
        Logger logger = (Logger) LoggerFactory.getLogger(LANES);
        before = logger.getLevel();
        logger.setLevel(Level.OFF);
    }

    @AfterAll
    static void letTheLanesSpeak() {
        ((Logger) LoggerFactory.getLogger(LANES)).setLevel(before);
    }

    @Test
    void shouldCopyWhateverIsLeftInEveryLife() {
        long passed = 0;
        for (long seed = 0; seed < SEEDS; seed++) {
            World world = new World(seed, GapAnswer.ACCEPT);
            live(world, seed);
            passed += world.target
                    .ledger()
                    .flatMap(entry -> entry.resumption())
                    .map(made -> made.number())
                    .orElse(0L);
        }
        // The simulation has provoked what it is for
        assertThat(passed).isGreaterThan(SEEDS / 10);
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
            assertThat(world.workers().get(0).halted).as("halted").isEmpty();
            assertThat(world.invariants.missing(world.source.origin().topicId(), world.source.end()))
                    .as("missing at rest")
                    .isEmpty();
        } catch (AssertionError | RuntimeException violated) {
            fail("seed " + seed + ", step " + step + ": " + violated.getMessage(), violated);
        }
    }
}
