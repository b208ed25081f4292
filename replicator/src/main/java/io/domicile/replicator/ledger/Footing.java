package io.domicile.replicator.ledger;

import io.domicile.replicator.provenance.Origin;
import io.domicile.replicator.state.HaltReason;
import java.util.Optional;

/**
 * What a lane finds when it is opened: the ledger's entry and the end of the mirror.
 *
 * @param wasPending whether the target kept an entry pending whose transaction had ended, and the lane has discarded it: the
 *     transaction may have been committed, its copies are on the mirror then
 * @param known the source position up to which this process has committed copies itself; 0 where it has none
 */
public record Footing(Optional<LedgerEntry> entry, Tail tail, boolean wasPending, long known) {

    /** @param source what the source topic is now */
    public ResumePlan plan(Origin source) {
        ResumePlan plan = ResumeRules.plan(entry, tail, source);
        return plan instanceof ResumePlan.Halt halt && halt.reason() == HaltReason.MIRROR_AHEAD_OF_LEDGER
                ? nearest(halt.reason())
                        .filter(behind -> wasPending || behind.offset() <= known)
                        .<ResumePlan>map(behind -> new ResumePlan.From(behind, ResumePlan.By.MIRROR))
                        .orElse(plan)
                : plan;
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
            case FOREIGN_WRITE, MIRROR_OF_ANOTHER_SOURCE -> entry.map(LedgerEntry::position);
            case MIRROR_AHEAD_OF_LEDGER ->
                tail instanceof Tail.Copied copied
                        ? Optional.of(SourcePosition.at(copied.provenance().next()))
                        : Optional.empty();
            default -> Optional.empty();
        };
    }
}
