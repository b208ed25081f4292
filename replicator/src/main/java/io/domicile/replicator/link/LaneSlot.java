package io.domicile.replicator.link;

import io.domicile.kit.barrier.Acknowledgement;
import io.domicile.replicator.lane.Lane;
import io.domicile.replicator.lane.LaneId;
import io.domicile.replicator.lane.SourceLoss;
import io.domicile.replicator.ledger.SourcePosition;
import io.domicile.replicator.state.HoldReason;
import io.domicile.replicator.state.LaneState;
import io.domicile.residency.RegionId;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;

/** A lane as the worker sees it. Confined to the worker's thread. */
final class LaneSlot {

    final Lane lane;
    LaneState state = new LaneState.Opening();

    /** What the lane is doing on another thread; done when nothing. */
    Future<?> work = CompletableFuture.completedFuture(null);

    final LaneQueue queue = new LaneQueue();

    final Grain grain = new Grain();

    /** How long copying the last batch took. Written by the crew before it reports, read after. */
    long copyTookNanos;

    /** Whether the source consumer reads it. */
    boolean positioned;

    /** Set where the source does not have what is to be read next, until it is found out why. */
    Optional<SourceLoss> loss = Optional.empty();

    /** How far the source consumer has read, with the leader epoch there, where it told. */
    @Nullable
    SourcePosition read;

    boolean busy;

    /** Read by the crew too: work that has not begun is not begun any more. */
    volatile boolean released;

    /** Where the ledger stands. Read by the crew too: a comparison begins with what it is by then. */
    volatile long committed;

    long notBeforeNanos;
    long lastWorkNanos;
    boolean resting = true;

    /** By which policies it decides at the least; what its word says. */
    Map<RegionId, Long> generations = Map.of();

    @Nullable
    Acknowledgement word;

    /** Whether it may decide; a lane that no policy decides always may. */
    boolean admitted;

    HoldReason notAdmitted = HoldReason.NOT_ANNOUNCED;

    final LaneSweep sweep;

    LaneSlot(Lane lane, long nowNanos) {
        this.lane = lane;
        this.notBeforeNanos = nowNanos;
        this.lastWorkNanos = nowNanos;
        this.sweep = new LaneSweep(nowNanos);
        this.admitted = !lane.isDecided();
        // Its producer is opened to find its position
        this.resting = !lane.isDecided();
    }

    /** Whether everything that was fetched is done, and nothing is at work. */
    boolean isIdle() {
        return !busy && queue.isEmpty();
    }

    LaneId id() {
        return lane.id();
    }

    boolean isHalted() {
        return state instanceof LaneState.Halted;
    }

    /** Whether nothing of it can still end other than was seen. */
    boolean isAtRest() {
        return !busy && lane.isSettled();
    }

    /** Whether a piece of work may be handed over now. */
    boolean isDue(long nowNanos) {
        return !busy && !released && !isHalted() && nowNanos - notBeforeNanos >= 0;
    }
}
