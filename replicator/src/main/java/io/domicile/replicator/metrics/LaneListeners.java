package io.domicile.replicator.metrics;

import io.domicile.replicator.lane.LaneId;
import io.domicile.replicator.lane.LaneListener;
import io.domicile.replicator.state.LaneState;
import java.util.List;

/** Several listeners as one, told in order. */
public record LaneListeners(List<LaneListener> all) implements LaneListener {

    public LaneListeners {
        all = List.copyOf(all);
    }

    @Override
    public void committed(LaneId lane, long position) {
        all.forEach(listener -> listener.committed(lane, position));
    }

    @Override
    public void changed(LaneId lane, LaneState state) {
        all.forEach(listener -> listener.changed(lane, state));
    }
}
