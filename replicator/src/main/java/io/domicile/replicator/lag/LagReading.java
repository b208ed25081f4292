package io.domicile.replicator.lag;

import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * The lag of one mirrored partition at one moment.
 *
 * @param records source offsets the ledger has not reached, transaction markers and compacted offsets included. 0 only
 *     where a fresh sample proves it; with a stale sample at least this many; empty where it is not known
 * @param lag how long the oldest of them has been waiting, at most; 0 only where a fresh sample proves that none is.
 *     With a stale sample that shows none, the time since it was taken. Empty where it is not known
 * @param sinceProvenInSync age of the newest sample that the ledger has reached: what is younger may be lost with the
 *     source. Empty where it never reached one
 * @param sampleAge age of the last sample of the source's end; empty where there is none
 * @param followed how long the partition has been followed by this process
 */
public record LagReading(
        OptionalLong records,
        Optional<Duration> lag,
        Optional<Duration> sinceProvenInSync,
        Optional<Duration> sampleAge,
        Duration followed,
        LagStatus status) {

    /** The least that may be lost with the source: never shorter than the process can exclude. */
    public Duration exposure() {
        return sinceProvenInSync.orElse(followed);
    }
}
