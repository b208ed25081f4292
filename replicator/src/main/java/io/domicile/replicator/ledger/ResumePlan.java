package io.domicile.replicator.ledger;

import io.domicile.replicator.state.HaltReason;

/** Where a lane goes on. */
public sealed interface ResumePlan {

    /** At the first record the source still has. */
    record FromLogStart() implements ResumePlan {}

    record From(SourcePosition position) implements ResumePlan {}

    /** Nowhere: going on would lose, mix or double records. */
    record Halt(HaltReason reason) implements ResumePlan {}

    ResumePlan FROM_LOG_START = new FromLogStart();
}
