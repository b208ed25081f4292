package io.domicile.replicator.link;

import io.domicile.replicator.lane.LaneId;
import io.domicile.replicator.reconcile.Findings;

/** Follows comparisons of mirrors with their sources. Called by the link's worker only; must return quickly. */
public interface ReconcileListener {

    void compared(LaneId lane, Findings findings);

    /** A comparison was not to be had; it is made again. */
    void failed(LaneId lane);
}
