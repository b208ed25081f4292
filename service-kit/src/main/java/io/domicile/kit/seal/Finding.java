package io.domicile.kit.seal;

/**
 * What a verification has to say.
 *
 * @param sequence of the seal it is about, or the first of several
 * @param text where it is and what is wrong, for a person; never quotes an entry
 */
public record Finding(Kind kind, long sequence, String text) {

    /** What it is. The {@link #code()} is what a person reads. */
    public enum Kind {
        /** A record among the seals that is none, or not authentic. */
        FORGED_SEAL("forged-seal", true),
        /** Seals that must have been there. */
        MISSING_SEALS("missing-seals", true),
        /** An authentic seal that does not follow the one before it. */
        FORKED_CHAIN("forked-chain", true),
        /** Offsets between two seals that neither speaks of, or both do. */
        UNSEALED_GAP("unsealed-gap", true),
        /** Fewer entries than were sealed. */
        ENTRIES_REMOVED("entries-removed", true),
        /** More entries than were sealed. */
        ENTRIES_ADDED("entries-added", true),
        /** As many entries as were sealed, but not the same, or not in their order. */
        ENTRIES_ALTERED("entries-altered", true),
        /** Entries that no client can read. */
        ENTRIES_UNREADABLE("entries-unreadable", true),
        /** Entries that are gone from the topic's beginning before their time. */
        REMOVED_EARLY("removed-early", true),
        /** Entries or seals that retention has removed. */
        NO_LONGER_THERE("no-longer-there", false),
        /** The seal that somebody has noted elsewhere is not in the chain. */
        ANCHOR_NOT_FOUND("anchor-not-found", true);

        private final String code;
        private final boolean fault;

        Kind(String code, boolean fault) {
            this.code = code;
            this.fault = fault;
        }

        public String code() {
            return code;
        }

        /** Whether the audit cannot be relied on there. */
        public boolean isFault() {
            return fault;
        }
    }
}
