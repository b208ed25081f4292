package io.domicile.kit.quarantine;

/** What can be done with a quarantined record. The {@link #code()} is what a person reads. */
public enum QuarantineState {
    /** It is whole, and nobody has released it. */
    WAITING("waiting"),
    /** It was released. */
    RELEASED("released"),
    /** Its payload was too large to keep. */
    REFERENCE_ONLY("reference-only");

    private final String code;

    QuarantineState(String code) {
        this.code = code;
    }

    public String code() {
        return code;
    }
}
