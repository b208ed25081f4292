package io.domicile.replicator.ledger;

import io.domicile.replicator.provenance.Origin;

/** How far one lane has come: everything before the position is copied, skipped or refused for good. */
public record LedgerEntry(SourcePosition position, Origin origin, long linkEpoch) {}
