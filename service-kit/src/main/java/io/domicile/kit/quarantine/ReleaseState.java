package io.domicile.kit.quarantine;

/** What a release did with one quarantined record. The {@link #code()} is what a person reads. */
public enum ReleaseState {
    /** It is on an ingress topic, and the router decides it again. */
    RELEASED("released", true),
    /** Policy refuses it before Kafka: an audit entry was written, its payload went nowhere. */
    REFUSED("refused", true),
    /** Policy admits it now, but it cannot be read: it is a dead letter. */
    DEAD_LETTERED("dead-lettered", true),
    /** Somebody has released it before; nothing was written. */
    ALREADY_RELEASED("already-released", true),
    /** It would be blocked again for this reason; nothing was written. */
    REMAINS("remains", false),
    /** Its payload was too large to keep. */
    PAYLOAD_OMITTED("payload-omitted", false),
    /** Nobody knows of which class it is. */
    CLASS_UNKNOWN("class-unknown", false),
    /** A bridge blocked it; only a bridge's configuration says how it is read. */
    NEEDS_BRIDGE("needs-bridge", false),
    /** The ingress topic would soon remove a record of its age. */
    TOO_OLD("too-old", false),
    /** It is not as bridge or router write records. */
    UNREADABLE("unreadable", false),
    /** Kafka will never take what it becomes. */
    REJECTED("rejected-by-kafka", false),
    /** There is no quarantined record at this position. */
    NOT_FOUND("not-found", false);

    private final String code;
    private final boolean done;

    ReleaseState(String code, boolean done) {
        this.code = code;
        this.done = done;
    }

    public String code() {
        return code;
    }

    /** Whether nothing is left to be done for the record. */
    public boolean isDone() {
        return done;
    }
}
