package io.domicile.replicator.lag;

import java.time.Duration;

/**
 * When a lag's inputs are too old.
 *
 * @param freshFor how long a sample of the source's end proves something
 * @param stallAfter how long a ledger with work ahead may stand still before that is called stalled
 * @param samples how many distinct source ends are kept per partition; beyond that the older ones are merged, so that a
 *     lag is never understated
 */
public record LagLimits(Duration freshFor, Duration stallAfter, int samples) {

    private static final int FEWEST_SAMPLES = 4;

    public LagLimits {
        if (freshFor.isNegative() || freshFor.isZero() || stallAfter.isNegative() || stallAfter.isZero()) {
            throw new IllegalArgumentException("the times of a lag's limits must be positive");
        }
        if (samples < FEWEST_SAMPLES) {
            throw new IllegalArgumentException("a lag needs at least " + FEWEST_SAMPLES + " samples");
        }
    }

    /** For a sampler with this interval: three intervals make a sample stale, ten seconds without a move a stall. */
    public static LagLimits forInterval(Duration interval) {
        return new LagLimits(interval.multipliedBy(3), Duration.ofSeconds(10), 4096);
    }
}
