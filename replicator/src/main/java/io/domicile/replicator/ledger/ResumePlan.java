package io.domicile.replicator.ledger;

import io.domicile.replicator.state.HaltReason;

/** Where a lane goes on. */
public sealed interface ResumePlan {

    /** At the first record the source still has. */
    record FromLogStart() implements ResumePlan {}

    /** @param by what says so */
    record From(SourcePosition position, By by) implements ResumePlan {

        /** As the ledger says. */
        From(SourcePosition position) {
            this(position, By.LEDGER);
        }
    }

    /** Nowhere: going on would lose, mix or double records. */
    record Halt(HaltReason reason) implements ResumePlan {}

    /** What says where a lane goes on. */
    enum By {
        LEDGER("ledger"),
        /** Its last copy, where the ledger says otherwise and the lane knows why. */
        MIRROR("mirror");

        private final String label;

        By(String label) {
            this.label = label;
        }

        /** In the log. */
        public String label() {
            return label;
        }
    }

    ResumePlan FROM_LOG_START = new FromLogStart();
}
