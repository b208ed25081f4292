package io.domicile.bridge.meter;

/** Why something that a publisher said of a message did not become a header. */
public enum HeaderRemoval {
    /** It bore the reserved prefix of residency tags: a forgery, or a mistake. */
    FORGED("forged"),
    /** It bore the name of a header that the bridge writes itself. */
    RESERVED("reserved"),
    /** There was more of it, by number or by bytes, than a record may carry. */
    BOUNDS("bounds"),
    /** Its name cannot be shown, or it is a trace context that is malformed or said twice. */
    MALFORMED("malformed");

    private final String code;

    HeaderRemoval(String code) {
        this.code = code;
    }

    public String code() {
        return code;
    }
}
