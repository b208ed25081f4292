package io.domicile.residency.decision;

/** Why a record is blocked. The {@link #code()} is what audit entries, headers and meters carry. */
public enum BlockReason {
    NO_ORGANIZATION("no-organization"),
    UNKNOWN_ORGANIZATION("unknown-organization"),
    POLICY_UNAVAILABLE("policy-unavailable"),
    POLICY_STALE("policy-stale"),
    STRICT_RESIDENCY("strict-residency"),
    SUSPENDED("suspended"),
    UNKNOWN_CLASS("unknown-class"),
    MISROUTED("misrouted"),
    NO_ROUTE("no-route"),
    TOO_LARGE("too-large"),
    /** Its value is not written by a schema of its class. */
    WRONG_SCHEMA("wrong-schema"),
    /** Deciding it failed in a way that nobody foresaw. */
    PROCESSING_FAILED("processing-failed"),
    /** The topic it was to depart for refused it for good. */
    REFUSED_BY_TOPIC("refused-by-topic");

    private final String code;

    BlockReason(String code) {
        this.code = code;
    }

    public String code() {
        return code;
    }
}
