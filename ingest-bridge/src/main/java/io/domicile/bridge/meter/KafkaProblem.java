package io.domicile.bridge.meter;

/**
 * Why Kafka takes no records. None of these is the fault of one record, so messages are held back until it is over. The {@link
 * #code()} is what meters and readiness carry.
 */
public enum KafkaProblem {
    /** No broker answers, or none that leads the partition. */
    UNREACHABLE("unreachable"),
    /** The cluster answers that it has no such topic. */
    TOPIC_MISSING("topic-missing"),
    /** The bridge's principal may not write. */
    NOT_AUTHORIZED("not-authorized"),
    /** The cluster does not accept the bridge's credentials or certificate. */
    NOT_AUTHENTICATED("not-authenticated"),
    /** The producer's buffer is full: Kafka writes more slowly than messages come. */
    BUFFER_FULL("buffer-full"),
    /** Not even the reference to a message is taken: a topic's settings or the brokers' clock refuse it. */
    RECORD_REFUSED("record-refused"),
    /** Anything else: fenced, out of order, an error nobody foresaw. The producer is replaced. */
    PRODUCER_FAILED("producer-failed");

    private final String code;

    KafkaProblem(String code) {
        this.code = code;
    }

    public String code() {
        return code;
    }
}
