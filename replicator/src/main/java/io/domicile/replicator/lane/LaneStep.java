package io.domicile.replicator.lane;

import io.domicile.replicator.ledger.SourcePosition;
import io.domicile.replicator.state.HaltReason;
import io.domicile.replicator.state.HoldReason;
import java.time.Duration;
import java.util.OptionalLong;

/** What one piece of a lane's work led to; the worker acts on it. */
public sealed interface LaneStep {

    /**
     * Feed the lane from here; whatever was fetched before is void.
     *
     * @param recorded whether the ledger says so already; where not, the lane begins on an empty mirror, and the ledger is
     *     to be told before the source can lose what stands here, or nobody would notice
     * @param resync whether what the source has is copied once more, from its start or from what the mirror lacks, so that the
     *     mirror has to be compared with it
     */
    record Reposition(SourcePosition position, boolean recorded, boolean resync) implements LaneStep {

        public Reposition(SourcePosition position, boolean recorded) {
            this(position, recorded, false);
        }

        /** A position that the ledger has. */
        public Reposition(SourcePosition position) {
            this(position, true);
        }
    }

    /** Everything handed over is done, and the ledger says so. */
    record Advanced(SourcePosition committed) implements LaneStep {}

    /**
     * What is left waits for this long, then is handed over again.
     *
     * @param committed how far the ledger is
     */
    record Held(Batch rest, SourcePosition committed, HoldReason reason, Duration retryIn) implements LaneStep {}

    /** The position could not be established; ask again after this long. */
    record Unprepared(HoldReason reason, Duration retryIn) implements LaneStep {}

    /** An erasure is written and committed. */
    record Erased() implements LaneStep {}

    /** An erasure could not be written; it is handed over again after this long. */
    record NotErased(HoldReason reason, Duration retryIn) implements LaneStep {}

    record Halted(HaltReason reason, OptionalLong count) implements LaneStep {}
}
