package io.domicile.replicator.gap;

import io.domicile.replicator.ledger.SourcePosition;
import io.domicile.replicator.state.HaltReason;
import java.util.Optional;

/**
 * Where a lane goes on past a gap, from the gap's reason and the answer its class has been given.
 *
 * <ol>
 *   <li>Nothing goes on by itself where the source is another cluster, where the ledger cannot be read, or where the
 *       target refuses: that is a mistake or a newer version, not a loss.
 *   <li>To accept needs a place to go on from; where none is known the lane halts all the same.
 * </ol>
 */
public final class PassageRules {

    private PassageRules() {}

    /** @param nearest where the lane can go on without repeating anything, if that is known */
    public static Passage choose(GapAnswer answer, HaltReason reason, Optional<SourcePosition> nearest) {
        if (answer == GapAnswer.HALT) {
            return Passage.NONE;
        }
        boolean resync = answer == GapAnswer.RESYNC;
        return switch (reason) {
            case TOPIC_RECREATED -> Passage.LOG_START;
            case SOURCE_RETENTION_OUTRAN_LINK,
                    SOURCE_TRUNCATED,
                    FOREIGN_WRITE,
                    MIRROR_OF_ANOTHER_SOURCE,
                    MIRROR_AHEAD_OF_LEDGER,
                    LEDGER_LOST ->
                resync
                        ? Passage.LOG_START
                        : nearest.<Passage>map(Passage.At::new).orElse(Passage.NONE);
            case SOURCE_CLUSTER_CHANGED,
                    LEDGER_UNREADABLE,
                    MIRROR_REFUSES_RECORD,
                    MIRROR_PARTITIONS,
                    MIRROR_CLEANUP_POLICY,
                    MIRROR_TIMESTAMP_TYPE,
                    MIRROR_MESSAGE_SIZE -> Passage.NONE;
        };
    }
}
