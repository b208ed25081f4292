package io.domicile.replicator.rpo;

import java.time.Duration;

/**
 * What is promised to the customers of one tier: never more than this may be lost with the source.
 *
 * @param tier such as {@code premium}
 */
public record RpoObjective(String tier, Duration objective) {

    /** How much of it the exposure uses up; 1 is all. */
    double used(Duration exposure) {
        return (double) exposure.toMillis() / objective.toMillis();
    }

    RpoLevel level(Duration exposure) {
        return RpoLevel.of(exposure, objective);
    }
}
