package io.domicile.replicator.ledger;

import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;

/**
 * The target does not tell a ledger's entry: a transaction that may still change it has not ended, or so the target
 * believes. The client keeps other reasons to itself, so there may be another.
 */
public final class UnsettledLedgerException extends KafkaException {

    private static final long serialVersionUID = 1L;

    public UnsettledLedgerException(TopicPartition mirror) {
        super("the target does not tell the ledger of " + mirror);
    }
}
