package io.domicile.replicator.lane;

import io.domicile.replicator.ledger.Copies;
import io.domicile.replicator.ledger.LedgerEntry;
import io.domicile.replicator.ledger.Resumption;
import io.domicile.replicator.ledger.SourcePosition;
import io.domicile.replicator.provenance.Origin;
import java.util.Optional;

/** What a lane carries on from one ledger entry to the next. */
record Standing(Optional<Resumption> resumption, Copies copies) {

    /** Of a lane that has not found its footing. */
    static final Standing NONE = new Standing(Optional.empty(), Copies.none(0));

    Standing with(Copies present) {
        return new Standing(resumption, present);
    }

    LedgerEntry entry(SourcePosition position, Origin origin, long linkEpoch) {
        return new LedgerEntry(position, origin, linkEpoch, resumption, copies);
    }
}
