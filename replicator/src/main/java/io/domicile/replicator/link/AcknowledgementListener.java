package io.domicile.replicator.link;

import io.domicile.replicator.lane.LaneId;

/** Follows what the lanes say to the source. Called by the link's worker only; must return quickly. */
@FunctionalInterface
public interface AcknowledgementListener {

    /** Generations of the source's policy that the lane decides by, has erased by, and whose erasure is complete. */
    void acknowledges(LaneId lane, long decided, long tombstoned, long erased);
}
