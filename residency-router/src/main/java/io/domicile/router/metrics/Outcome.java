package io.domicile.router.metrics;

/** What became of a record. Each record has exactly one. */
public enum Outcome {
    /** Written to its home topic only. */
    HOME("home"),
    /** Written to its home topic and to its egress topic. */
    EGRESS("egress"),
    /** Written to the forward topic of its home region. */
    FORWARD("forward"),
    /** Quarantined, or kept as an audit reference only. */
    BLOCK("block");

    private final String code;

    Outcome(String code) {
        this.code = code;
    }

    public String code() {
        return code;
    }
}
