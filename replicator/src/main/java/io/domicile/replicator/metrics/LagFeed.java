package io.domicile.replicator.metrics;

import io.domicile.replicator.lag.LagBoard;
import io.domicile.replicator.lag.LagTracker;
import io.domicile.replicator.lag.LaneCondition;
import io.domicile.replicator.lane.LaneId;
import io.domicile.replicator.lane.LaneListener;
import io.domicile.replicator.state.LaneState;

/** Tells the lag what the lanes of this process do. */
public final class LagFeed implements LaneListener {

    private final LagBoard board;

    public LagFeed(LagBoard board) {
        this.board = board;
    }

    @Override
    public void committed(LaneId lane, long position) {
        board.follow(lane.source()).committed(position);
    }

    @Override
    public void changed(LaneId lane, LaneState state) {
        LagTracker tracker = board.follow(lane.source());
        if (state instanceof LaneState.Closed) {
            tracker.released();
        } else if (state instanceof LaneState.Halted halted) {
            tracker.condition(new LaneCondition.Halted(halted.reason().code()));
        } else if (state instanceof LaneState.Waiting waiting) {
            tracker.condition(new LaneCondition.Waiting(waiting.reason().code()));
        } else {
            tracker.condition(LaneCondition.RUNNING);
        }
    }
}
