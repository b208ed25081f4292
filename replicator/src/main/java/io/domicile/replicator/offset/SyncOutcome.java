package io.domicile.replicator.offset;

import io.domicile.kit.metrics.Labels;

/** What became of one offset of one group in a round of synchronization. */
public enum SyncOutcome {
    /** The target has its exact translation. */
    EXACT("exact", Labels.NONE),
    /** The target has the mirror's end, because the link is behind the group. */
    EARLY("early", "link-behind"),
    /** The group has members at the target: its offsets there are theirs. */
    ACTIVE_AT_TARGET("kept", "active-at-target"),
    /** The target's own offset is further on and the source was not rewound. */
    AHEAD_AT_TARGET("kept", "ahead-at-target"),
    NOT_MIRRORED("none", "not-mirrored"),
    NOT_BEGUN("none", "not-begun"),
    OTHER_SOURCE("none", "other-source"),
    /** The mirror could not be read, or the target did not take the offset. */
    FAILED("failed", "target");

    private final String outcome;
    private final String reason;

    SyncOutcome(String outcome, String reason) {
        this.outcome = outcome;
        this.reason = reason;
    }

    /** As a meter's label. */
    public String outcome() {
        return outcome;
    }

    /** As a meter's label. */
    public String reason() {
        return reason;
    }

    static SyncOutcome of(Untranslatable reason) {
        return switch (reason) {
            case NOT_MIRRORED -> NOT_MIRRORED;
            case NOT_BEGUN -> NOT_BEGUN;
            case OTHER_SOURCE -> OTHER_SOURCE;
        };
    }
}
