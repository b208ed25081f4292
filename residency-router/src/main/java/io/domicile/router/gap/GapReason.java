package io.domicile.router.gap;

/** Why a partition does not have the record that was to be read next. */
enum GapReason {
    /** Retention removed it. */
    RETENTION("retention"),
    /** The partition ends before it. */
    TRUNCATED("truncated"),
    /** The group has no position there, and the partition no longer has its first records. */
    NO_POSITION("no-position");

    private final String code;

    GapReason(String code) {
        this.code = code;
    }

    String code() {
        return code;
    }
}
