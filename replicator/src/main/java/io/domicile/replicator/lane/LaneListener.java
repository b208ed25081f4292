package io.domicile.replicator.lane;

import io.domicile.replicator.state.LaneState;

/** Follows the lanes of one link. Called by the link's worker only; must return quickly. */
public interface LaneListener {

    /** The ledger, or the place from which the lane starts, is now at this source position. */
    void committed(LaneId lane, long position);

    void changed(LaneId lane, LaneState state);
}
