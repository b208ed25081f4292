package io.domicile.replicator.topic;

import java.util.Optional;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.Uuid;

/** What the source says of its topics. Implementations are safe for use by several threads. */
public interface SourceTopics {

    /**
     * The topic's id at some moment after {@code sinceNanos} of the monotonic clock; empty where it was gone.
     *
     * @throws KafkaException if the source does not answer in time
     */
    Optional<Uuid> idSince(String topic, long sinceNanos);

    /**
     * The first offset the source still has.
     *
     * @throws KafkaException if the source does not answer in time
     */
    long logStart(TopicPartition partition);

    /**
     * The offset behind the last record the source has.
     *
     * @throws KafkaException if the source does not answer in time
     */
    long logEnd(TopicPartition partition);
}
