package io.domicile.bridge.replay;

/** What can be done with a dead letter. The {@link #code()} is what a person reads. */
public enum DeadLetterState {
    /** Its payload is there and nobody has replayed it. */
    WAITING("waiting"),
    /** It was replayed. */
    REPLAYED("replayed"),
    /** Its payload was too large to keep. */
    REFERENCE_ONLY("reference-only");

    private final String code;

    DeadLetterState(String code) {
        this.code = code;
    }

    public String code() {
        return code;
    }
}
