package io.domicile.replicator.lag;

import java.util.Locale;

/**
 * How a mirrored partition is doing.
 *
 * @param reason a code of a closed enumeration; {@value #NO_REASON} where the kind says all
 */
public record LagStatus(Kind kind, String reason) {

    /** Reason of a status that needs none. */
    public static final String NO_REASON = "none";

    /** The source's end was never sampled. */
    public static final String NEVER_SAMPLED = "never-sampled";

    /** The source's end was last sampled too long ago to prove anything. */
    public static final String SAMPLE_STALE = "sample-stale";

    /** The ledger's position is not known yet. */
    public static final String NO_POSITION = "no-position";

    /** The source ends before the ledger's position: it lost records, or is another topic of the same name. */
    public static final String SOURCE_SHRUNK = "source-shrunk";

    /** The ledger's entry is of another topic or cluster than the source is now. */
    public static final String OTHER_SOURCE = "other-source";

    /** There is something to copy, nothing in the way is known, and the ledger does not move. */
    public static final String NO_PROGRESS = "no-progress";

    /** The ledger was last read too long ago, and nothing else tells how far another process has come. */
    public static final String POSITION_STALE = "position-stale";

    /** Which topics and partitions the source has is not known, or no longer. */
    public static final String TOPICS_UNKNOWN = "topics-unknown";

    static LagStatus of(Kind kind) {
        return new LagStatus(kind, NO_REASON);
    }

    /** From well to not meant to run. */
    public enum Kind {
        /** A fresh sample proves that nothing is left to copy. */
        SYNCED,
        /** Records are left, and the ledger moves. */
        LAGGING,
        /** Not known to be synced, and the ledger does not move. */
        STALLED,
        /** Stands still until a person acts. */
        HALTED,
        /** Not meant to run. */
        DISABLED;

        /** The kind as meters and people see it. */
        public String code() {
            return name().toLowerCase(Locale.ROOT);
        }
    }
}
