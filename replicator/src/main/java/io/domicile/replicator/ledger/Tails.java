package io.domicile.replicator.ledger;

import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;

/** What stands at the ends of mirrors. Implementations are safe for use by several threads. */
public interface Tails {

    /**
     * The end of one mirrored partition.
     *
     * @throws KafkaException if the target does not answer in time
     */
    Tail read(TopicPartition mirror);

    /**
     * The target offset behind the last committed record of one mirrored partition, whoever wrote it.
     *
     * @throws KafkaException if the target does not answer in time
     */
    long end(TopicPartition mirror);
}
