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
    TOO_LARGE("too-large");

    private final String code;

    BlockReason(String code) {
        this.code = code;
    }

    public String code() {
        return code;
    }
}
