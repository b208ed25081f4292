package io.domicile.replicator.offset;

/** Why a group's offset has no counterpart at the target. */
public enum Untranslatable {
    /** The topic stays in its region: its records are not at the target. */
    NOT_MIRRORED("not-mirrored"),
    /** The link has not begun to mirror the partition. */
    NOT_BEGUN("not-begun"),
    /** The source topic is not the one that the mirror was copied from. */
    OTHER_SOURCE("other-source");

    private final String code;

    Untranslatable(String code) {
        this.code = code;
    }

    /** As meters and tools carry it. */
    public String code() {
        return code;
    }
}
