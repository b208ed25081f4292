package io.domicile.replicator.ledger;

import io.domicile.replicator.provenance.Origin;
import io.domicile.replicator.state.HaltReason;
import java.util.Optional;

/**
 * What a lane finds when it is opened: the ledger's entry and the end of the mirror.
 *
 * @param wasPending whether the target kept an entry pending that the lane has discarded: its transaction may have been
 *     committed all the same, its copies are on the mirror then
 * @param known the source position at which this lane stood before; 0 of a new one
 * @param missing where copies begin that the ledger tells of and the mirror keeps from its readers
 */
public record Footing(
        Optional<LedgerEntry> entry, Tail tail, boolean wasPending, long known, Optional<SourcePosition> missing) {

    /** Of a mirror that another process may still be writing. */
    public Footing(Optional<LedgerEntry> entry, Tail tail) {
        this(entry, tail, false, 0, Optional.empty());
    }

    /** @param source what the source topic is now */
    public ResumePlan plan(Origin source) {
        ResumePlan plan = ResumeRules.plan(entry, tail, source);
        Optional<SourcePosition> byMirror = Optional.empty();
        if (plan instanceof ResumePlan.From) {
            byMirror = missing;
        } else if (plan instanceof ResumePlan.Halt halt && halt.reason() == HaltReason.MIRROR_AHEAD_OF_LEDGER) {
            byMirror = nearest(halt.reason()).filter(behind -> wasPending || behind.offset() <= known);
        }
        return byMirror.<ResumePlan>map(there -> new ResumePlan.From(there, ResumePlan.By.MIRROR))
                .orElse(plan);
    }

    /** The last time this lane went on past a gap. */
    public Optional<Resumption> resumption() {
        return entry.flatMap(LedgerEntry::resumption);
    }

    /** What the mirror has of what lies before where the lane goes on. */
    public Copies copies(SourcePosition onward) {
        return entry.map(LedgerEntry::copies)
                .map(before -> new Copies(before.since(), Math.min(before.next(), onward.offset())))
                .orElse(Copies.none(onward.offset()));
    }

    /** Where the lane would go on without repeating anything if what halts it were accepted, where that is known. */
    public Optional<SourcePosition> nearest(HaltReason reason) {
        return switch (reason) {
            case FOREIGN_WRITE, MIRROR_OF_ANOTHER_SOURCE -> missing.or(() -> entry.map(LedgerEntry::position));
            case MIRROR_AHEAD_OF_LEDGER ->
                tail instanceof Tail.Copied copied
                        ? Optional.of(SourcePosition.at(copied.provenance().next()))
                        : Optional.empty();
            default -> Optional.empty();
        };
    }
}
