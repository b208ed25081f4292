package io.domicile.bridge.meter;

/** What became of a notice. */
public enum NoticeOutcome {
    /** The broker acknowledged it. */
    SENT("sent"),
    /** The device had one within the interval. */
    SUPPRESSED("suppressed"),
    /** There was no connection, or the broker did not take it. Notices are not tried again. */
    FAILED("failed");

    private final String code;

    NoticeOutcome(String code) {
        this.code = code;
    }

    public String code() {
        return code;
    }
}
