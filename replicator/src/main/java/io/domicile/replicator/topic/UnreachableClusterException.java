package io.domicile.replicator.topic;

import org.apache.kafka.common.KafkaException;

/** One side of the link did not answer, or refused to. */
public final class UnreachableClusterException extends KafkaException {

    private static final long serialVersionUID = 1L;

    private final String side;

    /** @param side {@code source} or {@code target} */
    public UnreachableClusterException(String side, KafkaException cause) {
        super("the " + side + " cluster does not answer", cause);
        this.side = side;
    }

    /** {@code source} or {@code target}. */
    public String side() {
        return side;
    }
}
