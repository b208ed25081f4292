package io.domicile.replicator.ledger;

import io.domicile.replicator.provenance.Origin;
import java.util.Optional;

/**
 * How far one lane has come: everything before the position is copied, skipped or refused for good, or was passed over.
 *
 * @param resumption what was decided when the lane went on past a gap, the last time it did; kept from then on
 */
public record LedgerEntry(SourcePosition position, Origin origin, long linkEpoch, Optional<Resumption> resumption) {

    /** Of a lane that never went on past a gap. */
    public LedgerEntry(SourcePosition position, Origin origin, long linkEpoch) {
        this(position, origin, linkEpoch, Optional.empty());
    }
}
