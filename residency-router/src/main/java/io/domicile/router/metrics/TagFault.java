package io.domicile.router.metrics;

/** Why the tag of a forwarded record is not believed. */
public enum TagFault {
    ABSENT("absent"),
    MALFORMED("malformed"),
    DOUBLED("doubled"),
    OTHER_ORGANIZATION("other-organization"),
    OTHER_HOME("other-home");

    private final String code;

    TagFault(String code) {
        this.code = code;
    }

    public String code() {
        return code;
    }
}
