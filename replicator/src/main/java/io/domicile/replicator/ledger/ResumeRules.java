package io.domicile.replicator.ledger;

import io.domicile.replicator.provenance.Origin;
import io.domicile.replicator.provenance.Provenance;
import io.domicile.replicator.state.HaltReason;
import java.util.Optional;

/**
 * Where a lane goes on, from what the ledger and the end of the mirror say. Never resets silently:
 *
 * <ol>
 *   <li>A ledger entry counts only for the very cluster and topic it was written from.
 *   <li>The mirror's last record must come from that topic and lie before the ledger's position.
 *   <li>What stands before the mirror end that a resumption has accepted needs no explanation.
 *   <li>Without a ledger entry an untouched mirror starts at the source's log start; a mirror with records goes on
 *       behind its last record if that came from this topic; a mirror whose records are all gone halts.
 * </ol>
 */
public final class ResumeRules {

    private ResumeRules() {}

    /** @param source what the source topic is now */
    public static ResumePlan plan(Optional<LedgerEntry> ledger, Tail tail, Origin source) {
        if (ledger.isEmpty()) {
            return withoutLedger(tail, source);
        }
        ResumePlan plan = byLedger(ledger.get(), source);
        if (plan instanceof ResumePlan.Halt || isExplained(ledger.get(), tail)) {
            return plan;
        }
        if (tail instanceof Tail.Copied copied) {
            if (!copied.provenance().origin().equals(source)) {
                return halt(HaltReason.MIRROR_OF_ANOTHER_SOURCE);
            }
            return copied.provenance().next() <= ledger.get().position().offset()
                    ? plan
                    : halt(HaltReason.MIRROR_AHEAD_OF_LEDGER);
        }
        return halt(HaltReason.FOREIGN_WRITE);
    }

    /** The plan by the ledger alone, while another process may still be writing the mirror. */
    public static ResumePlan byLedger(LedgerEntry ledger, Origin source) {
        return byOrigin(ledger.origin(), source, ledger.position());
    }

    private static boolean isExplained(LedgerEntry ledger, Tail tail) {
        if (tail instanceof Tail.Copied copied) {
            return ledger.accepts(copied.at());
        }
        return !(tail instanceof Tail.Foreign foreign) || ledger.accepts(foreign.at());
    }

    private static ResumePlan withoutLedger(Tail tail, Origin source) {
        if (tail instanceof Tail.NeverWritten) {
            return ResumePlan.FROM_LOG_START;
        }
        if (tail instanceof Tail.Copied copied) {
            Provenance last = copied.provenance();
            return byOrigin(last.origin(), source, SourcePosition.at(last.next()));
        }
        return halt(tail instanceof Tail.RecordsGone ? HaltReason.LEDGER_LOST : HaltReason.FOREIGN_WRITE);
    }

    private static ResumePlan byOrigin(Origin then, Origin now, SourcePosition position) {
        if (!then.clusterId().equals(now.clusterId())) {
            return halt(HaltReason.SOURCE_CLUSTER_CHANGED);
        }
        return then.topicId().equals(now.topicId()) ? new ResumePlan.From(position) : halt(HaltReason.TOPIC_RECREATED);
    }

    private static ResumePlan halt(HaltReason reason) {
        return new ResumePlan.Halt(reason);
    }
}
