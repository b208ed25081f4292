package io.domicile.replicator.offset;

import io.domicile.replicator.lane.LaneId;
import io.domicile.replicator.lane.LaneListener;
import io.domicile.replicator.state.LaneState;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** The lanes of this process: whoever copies a partition also keeps the groups' offsets on it. Safe for all threads. */
public final class OwnedLanes implements LaneListener {

    private final Set<LaneId> owned = ConcurrentHashMap.newKeySet();

    Set<LaneId> now() {
        return Set.copyOf(owned);
    }

    @Override
    public void committed(LaneId lane, long position) {
        // Positions are read from the ledger, where they are the same for every process
    }

    @Override
    public void changed(LaneId lane, LaneState state) {
        if (state instanceof LaneState.Closed) {
            owned.remove(lane);
        } else {
            owned.add(lane);
        }
    }
}
