package io.domicile.replicator.gap;

import io.domicile.replicator.ledger.SourcePosition;

/** Where a lane goes on past a gap. */
public sealed interface Passage {

    /** Nowhere: a person has to decide. */
    record None() implements Passage {}

    /** At the first record the source still has. */
    record LogStart() implements Passage {}

    record At(SourcePosition position) implements Passage {}

    Passage NONE = new None();
    Passage LOG_START = new LogStart();
}
