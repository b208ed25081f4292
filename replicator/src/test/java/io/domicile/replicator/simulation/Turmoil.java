package io.domicile.replicator.simulation;

import java.util.Random;
import org.apache.kafka.common.errors.TimeoutException;

/** What may happen around any call of a lane's producer: the process dies, an answer is lost, the world goes on. */
final class Turmoil {

    /** The process is gone; nothing of it runs any more. */
    static final class Crash extends Error {

        private static final long serialVersionUID = 1L;

        Crash() {
            super("killed", null, false, false);
        }
    }

    private final Random random;
    private final Runnable meanwhile;
    private boolean calm;
    private boolean nested;
    int crashes;
    int lostRequests;
    int lostAnswers;

    /** @param meanwhile something else of the world, another process's work included */
    Turmoil(Random random, Runnable meanwhile) {
        this.random = random;
        this.meanwhile = meanwhile;
    }

    /** From now on nothing goes wrong. */
    void end() {
        calm = true;
    }

    void before() {
        if (calm) {
            return;
        }
        int dice = random.nextInt(50);
        if (dice == 0) {
            crash();
        } else if (dice == 1) {
            lostRequests++;
            throw new TimeoutException("the request was lost");
        } else if (dice < 6 && !nested) {
            nested = true;
            try {
                meanwhile.run();
            } finally {
                nested = false;
            }
        }
    }

    void after() {
        if (calm) {
            return;
        }
        int dice = random.nextInt(50);
        if (dice == 0) {
            crash();
        } else if (dice == 1) {
            lostAnswers++;
            throw new TimeoutException("the answer was lost");
        }
    }

    private void crash() {
        crashes++;
        throw new Crash();
    }
}
