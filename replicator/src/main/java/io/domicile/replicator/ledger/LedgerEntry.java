package io.domicile.replicator.ledger;

import io.domicile.replicator.provenance.Origin;
import java.util.Optional;

/**
 * How far one lane has come: everything before the position is copied, skipped or refused for good, or was passed over.
 *
 * @param resumption what was decided when the lane went on past a gap, the last time it did; kept from then on
 * @param copies what the mirror has of what lies before the position
 */
public record LedgerEntry(
        SourcePosition position, Origin origin, long linkEpoch, Optional<Resumption> resumption, Copies copies) {

    /** @throws IllegalArgumentException if the copies reach beyond the position */
    public LedgerEntry {
        if (copies.next() > position.offset()) {
            throw new IllegalArgumentException("copies up to " + copies.next() + " before " + position.offset());
        }
    }

    /** Of a lane that has copied nothing since it began there. */
    public LedgerEntry(SourcePosition position, Origin origin, long linkEpoch, Optional<Resumption> resumption) {
        this(position, origin, linkEpoch, resumption, Copies.none(position.offset()));
    }

    /** Of a lane that never went on past a gap. */
    public LedgerEntry(SourcePosition position, Origin origin, long linkEpoch) {
        this(position, origin, linkEpoch, Optional.empty());
    }

    /**
     * What of the copies still counts for a lane that goes on elsewhere: none where it goes on behind this position, or
     * before what was read without a break, for then what the mirror keeps from its readers was left out on purpose.
     *
     * @param source what the source topic is now
     */
    public Copies copiesBefore(SourcePosition onward, Origin source) {
        return origin.equals(source) && copies.since() <= onward.offset() && onward.offset() <= position.offset()
                ? new Copies(copies.since(), Math.min(copies.next(), onward.offset()))
                : Copies.none(onward.offset());
    }

    /** Whether the mirror's record at this target offset was accepted when the lane went on past a gap. */
    boolean accepts(long targetOffset) {
        return resumption.filter(made -> made.accepts(targetOffset)).isPresent();
    }
}
