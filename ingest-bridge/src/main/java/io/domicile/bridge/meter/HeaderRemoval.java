package io.domicile.bridge.meter;

/** Why a user property did not become a header. */
public enum HeaderRemoval {
    /** It bore the reserved prefix of residency tags: a forgery, or a mistake. */
    FORGED("forged"),
    /** It bore the name of a header that the bridge writes itself. */
    RESERVED("reserved"),
    /** There were more properties, or more bytes, than a record may carry. */
    BOUNDS("bounds");

    private final String code;

    HeaderRemoval(String code) {
        this.code = code;
    }

    public String code() {
        return code;
    }
}
