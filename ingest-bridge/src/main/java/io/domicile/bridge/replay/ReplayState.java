package io.domicile.bridge.replay;

/** What a replay did with one dead letter. The {@link #code()} is what a person reads. */
public enum ReplayState {
    /** Its record is on its ingress topic. */
    STORED("stored", true),
    /** Policy blocks it now: its record is in quarantine. */
    QUARANTINED("quarantined", true),
    /** Policy refuses it now: an audit entry was written. */
    REFUSED("refused", true),
    /** Somebody has replayed it before; nothing was written. */
    ALREADY_REPLAYED("already-replayed", true),
    /** It would be a dead letter again; nothing was written. */
    REMAINS("remains", false),
    /** Its payload was too large to keep. */
    PAYLOAD_OMITTED("payload-omitted", false),
    /** The bridge did not write this record. */
    UNREADABLE("unreadable", false),
    /** Kafka will never take the record that it becomes. */
    REJECTED("rejected-by-kafka", false),
    /** There is no dead letter at this position. */
    NOT_FOUND("not-found", false);

    private final String code;
    private final boolean done;

    ReplayState(String code, boolean done) {
        this.code = code;
        this.done = done;
    }

    public String code() {
        return code;
    }

    /** Whether nothing is left to be done for the dead letter. */
    public boolean isDone() {
        return done;
    }
}
