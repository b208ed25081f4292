package io.domicile.bridge.ledger;

/** The six ways a received message can end. The {@link #code()} is what meters carry. */
public enum Outcome {
    /** Kafka holds it on its ingress topic. */
    STORED("stored"),
    /** Kafka holds it on the dead-letter topic. */
    DEAD_LETTERED("dead-lettered"),
    /** Kafka holds it in this region's quarantine. */
    QUARANTINED("quarantined"),
    /** Its payload is kept nowhere; Kafka holds an audit entry. */
    REFUSED("refused"),
    /** Not acknowledged: the broker delivers it again. */
    RELEASED("released"),
    /** Lost, which only a message of quality of service 0 can be. */
    DROPPED("dropped");

    private final String code;

    Outcome(String code) {
        this.code = code;
    }

    public String code() {
        return code;
    }
}
