package io.domicile.replicator.reconcile;

import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;

/** The source ends before the ledger's position: it has lost records, and what it lost was not deleted. */
public final class SourceBehindException extends KafkaException {

    private static final long serialVersionUID = 1L;

    SourceBehindException(TopicPartition source) {
        super(source + " ends before the ledger's position");
    }
}
