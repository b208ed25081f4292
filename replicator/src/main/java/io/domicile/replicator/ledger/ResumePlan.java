package io.domicile.replicator.ledger;

import io.domicile.replicator.state.HaltReason;
import java.util.Optional;

/** Where a lane goes on. */
public sealed interface ResumePlan {

    /** At the first record the source still has. */
    record FromLogStart() implements ResumePlan {

        @Override
        public Optional<SourcePosition> start() {
            return Optional.empty();
        }

        @Override
        public String by() {
            return "log-start";
        }
    }

    record From(SourcePosition position) implements ResumePlan {

        @Override
        public Optional<SourcePosition> start() {
            return Optional.of(position);
        }

        @Override
        public String by() {
            return "ledger";
        }
    }

    /** Behind the mirror's last copy, where the ledger says otherwise and the lane knows why. */
    record ByMirror(SourcePosition position) implements ResumePlan {

        @Override
        public Optional<SourcePosition> start() {
            return Optional.of(position);
        }

        @Override
        public String by() {
            return "mirror";
        }
    }

    /** Nowhere: going on would lose, mix or double records. */
    record Halt(HaltReason reason) implements ResumePlan {

        @Override
        public Optional<SourcePosition> start() {
            return Optional.empty();
        }

        @Override
        public String by() {
            return reason.code();
        }
    }

    ResumePlan FROM_LOG_START = new FromLogStart();

    /** The source offset, where the plan knows one. */
    Optional<SourcePosition> start();

    /** What decided, for the log. */
    String by();
}
