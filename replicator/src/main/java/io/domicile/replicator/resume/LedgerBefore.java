package io.domicile.replicator.resume;

import io.domicile.replicator.ledger.LedgerEntry;

/** What the ledger said of a lane before it was resumed. */
public sealed interface LedgerBefore {

    /** Nothing. */
    record None() implements LedgerBefore {}

    /** Something that this version cannot read. */
    record Unreadable() implements LedgerBefore {}

    record Entry(LedgerEntry entry) implements LedgerBefore {}
}
