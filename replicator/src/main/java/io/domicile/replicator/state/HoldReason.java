package io.domicile.replicator.state;

/** Why a lane waits and tries again by itself. The {@link #code()} is what meters and readiness carry. */
public enum HoldReason {
    /** The policy gate is closed. */
    GATE_CLOSED("gate-closed", false),
    /** The record was tagged under a newer policy epoch than the link knows. */
    POLICY_BEHIND("policy-behind", false),
    /** The policy of the record's home has outlived its lease. */
    POLICY_STALE("policy-stale", false),
    /** The organization is unknown; the link's own policy may only be behind. */
    POLICY_CATCH_UP("policy-catch-up", false),
    /** The source has not taken this lane's first word of the policy it decides by. */
    NOT_ANNOUNCED("not-announced", true),
    /** A schema registry does not answer. */
    REGISTRY_UNAVAILABLE("registry-unavailable", true),
    /** A refusal could not be audited at the source. */
    AUDIT_UNAVAILABLE("audit-unavailable", true),
    /** The source did not answer a question the lane needs answered. */
    SOURCE_UNAVAILABLE("source-unavailable", true),
    /** The source topic is gone. */
    SOURCE_TOPIC_MISSING("source-topic-missing", true),
    /** The source topic was created again; a lane of the new one takes this one's place, as configured. */
    SOURCE_TOPIC_RECREATED("source-topic-recreated", true),
    /** The target did not take a transaction. */
    TARGET_UNAVAILABLE("target-unavailable", true),
    /** The ledger's group was in motion while a transaction ended. */
    GROUP_MOVED("group-moved", false),
    /** Another process opened this lane; it is taken up again only if the group still assigns it here. */
    FENCED("fenced", true),
    /** A cluster or registry refuses the link's credentials. */
    UNAUTHORIZED("unauthorized", true),
    /** Something this version does not expect; the log has it. */
    UNEXPECTED("unexpected-failure", true);

    private final String code;
    private final boolean fault;

    HoldReason(String code, boolean fault) {
        this.code = code;
        this.fault = fault;
    }

    public String code() {
        return code;
    }

    /** Whether something is broken, so that the link is not ready; false where waiting is part of the work. */
    public boolean isFault() {
        return fault;
    }
}
