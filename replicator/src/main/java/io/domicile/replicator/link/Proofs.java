package io.domicile.replicator.link;

import io.domicile.replicator.lane.Lane;
import io.domicile.replicator.lane.LaneId;
import io.domicile.replicator.provenance.Origin;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * When each lane's mirror was last compared with its source, or was empty, and whether the lane has followed the source
 * ever since: a tombstone cannot have come and gone unseen then. Outlives sessions. Confined to the worker's thread.
 */
final class Proofs {

    /** The source is asked every few seconds: less cannot be told from an outage. */
    private static final Duration SHORTEST_OUTAGE = Duration.ofMinutes(1);

    private final Map<LaneId, Proof> proofs = new HashMap<>();

    private record Proof(Origin origin, long comparedNanos, long touchedNanos, long outageNanos) {}

    /**
     * A comparison has been made.
     *
     * @param startNanos when it began
     * @param tombstones how long the source keeps them
     */
    void compared(Lane lane, long startNanos, Duration tombstones) {
        Duration half = tombstones.dividedBy(2);
        Duration outage = half.compareTo(SHORTEST_OUTAGE) < 0 ? SHORTEST_OUTAGE : half;
        proofs.put(lane.id(), new Proof(lane.origin(), startNanos, startNanos, outage.toNanos()));
    }

    /** The lane begins on an empty mirror at the source's log start: there is nothing to compare, and it follows all. */
    void begun(Lane lane, long nowNanos) {
        proofs.put(lane.id(), new Proof(lane.origin(), nowNanos, nowNanos, SHORTEST_OUTAGE.toNanos()));
    }

    /** The lane has gone on elsewhere than where it stood: what it skipped, it has not followed. */
    void forget(LaneId lane) {
        proofs.remove(lane);
    }

    /** The lane runs, and the source has answered. */
    void touched(Lane lane, long nowNanos) {
        proofs.computeIfPresent(lane.id(), (id, proof) -> touched(proof, nowNanos));
    }

    private static @Nullable Proof touched(Proof proof, long nowNanos) {
        return nowNanos - proof.touchedNanos() > proof.outageNanos()
                ? null
                : new Proof(proof.origin(), proof.comparedNanos(), nowNanos, proof.outageNanos());
    }

    /** Whether the lane's mirror has to be compared, because nothing proves it complete or the proof is that old. */
    boolean isDue(Lane lane, long nowNanos, Duration interval) {
        Proof proof = proofs.get(lane.id());
        return proof == null
                || !proof.origin().equals(lane.origin())
                || nowNanos - proof.comparedNanos() > interval.toNanos();
    }
}
