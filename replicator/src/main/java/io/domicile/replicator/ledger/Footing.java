package io.domicile.replicator.ledger;

import io.domicile.replicator.provenance.Origin;
import io.domicile.replicator.state.HaltReason;
import java.util.Optional;

/** What a lane finds when it is opened: the ledger's entry and the end of the mirror. */
public record Footing(Optional<LedgerEntry> entry, Tail tail) {

    /** @param source what the source topic is now */
    public ResumePlan plan(Origin source) {
        return ResumeRules.plan(entry, tail, source);
    }

    /** The last time this lane went on past a gap. */
    public Optional<Resumption> resumption() {
        return entry.flatMap(LedgerEntry::resumption);
    }

    /** Where the lane would go on without repeating anything if what halts it were accepted, where that is known. */
    public Optional<SourcePosition> nearest(HaltReason reason) {
        return switch (reason) {
            case FOREIGN_WRITE, MIRROR_OF_ANOTHER_SOURCE -> entry.map(LedgerEntry::position);
            case MIRROR_AHEAD_OF_LEDGER ->
                tail instanceof Tail.Copied copied
                        ? Optional.of(SourcePosition.at(copied.provenance().next()))
                        : Optional.empty();
            default -> Optional.empty();
        };
    }
}
