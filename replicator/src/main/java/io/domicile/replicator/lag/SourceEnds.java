package io.domicile.replicator.lag;

import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.common.TopicPartition;

/** The ends of source partitions, asked of the source each time. Used by one thread. */
public interface SourceEnds extends AutoCloseable {

    /**
     * The last stable offset of each partition; empty where that partition's could not be learned. Blocks for a bounded
     * time.
     *
     * @throws org.apache.kafka.common.KafkaException if the source cannot be asked at all
     */
    Map<TopicPartition, Optional<Long>> ends(Set<TopicPartition> partitions);

    @Override
    void close();
}
