package io.domicile.replicator.resume;

import io.domicile.replicator.ledger.SourcePosition;
import io.domicile.replicator.provenance.Origin;
import java.util.OptionalLong;

/**
 * What a source partition has.
 *
 * @param start its first offset
 * @param stableEnd the offset behind its last committed record
 * @param end the offset behind its last record
 */
record ResumeRange(int partition, long start, long stableEnd, long end) {

    /** The position, without a leader epoch unless it is the ledger's own. */
    SourcePosition position(ResumeFrom from, LedgerBefore before, Origin source) {
        SourcePosition position = wanted(from, before, source);
        if (position.offset() < start || position.offset() > end) {
            throw new ResumeRefusedException("offset " + position.offset() + " is not between " + start + " and " + end
                    + ", which is what partition " + partition + " of the source has");
        }
        return position;
    }

    private SourcePosition wanted(ResumeFrom from, LedgerBefore before, Origin source) {
        if (from instanceof ResumeFrom.Offset there) {
            return SourcePosition.at(there.offset());
        }
        if (from instanceof ResumeFrom.SourceStart) {
            return SourcePosition.at(start);
        }
        return from instanceof ResumeFrom.SourceEnd ? SourcePosition.at(stableEnd) : byLedger(before, source);
    }

    private SourcePosition byLedger(LedgerBefore before, Origin source) {
        if (before instanceof LedgerBefore.Entry found) {
            if (!found.entry().origin().equals(source)) {
                throw new ResumeRefusedException("the ledger of partition " + partition
                        + " is of another source topic, or cluster: its offset means nothing here");
            }
            return found.entry().position();
        }
        throw new ResumeRefusedException(
                before instanceof LedgerBefore.None
                        ? "the ledger has no entry of partition " + partition
                        : "the ledger's entry of partition " + partition + " cannot be read");
    }

    /** How far the lane was in this very topic; its start where it never read it; empty where nobody knows. */
    OptionalLong reached(LedgerBefore before, Origin source) {
        if (before instanceof LedgerBefore.Entry found) {
            return OptionalLong.of(
                    found.entry().origin().equals(source)
                            ? found.entry().position().offset()
                            : start);
        }
        return before instanceof LedgerBefore.None ? OptionalLong.of(start) : OptionalLong.empty();
    }
}
