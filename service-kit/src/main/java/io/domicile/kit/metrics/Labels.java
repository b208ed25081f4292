package io.domicile.kit.metrics;

/** The labels that meters may carry. An organization or a device is never one of them. */
public final class Labels {

    /** Region the meter's component runs in. */
    public static final String REGION = "region";

    /** {@code source->target}. */
    public static final String LINK = "link";

    /** Data class id. */
    public static final String DATA_CLASS = "class";

    public static final String TOPIC = "topic";
    public static final String PARTITION = "partition";
    public static final String OUTCOME = "outcome";

    /** Reason code of a closed enum. */
    public static final String REASON = "reason";

    public static final String KIND = "kind";

    /** Value of a label that does not apply: all meters of one name carry the same label keys. */
    public static final String NONE = "none";

    private Labels() {}
}
