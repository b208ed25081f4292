package io.domicile.replicator.lag;

import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.common.TopicPartition;

/** What a lag needs to know of the source, asked of the source each time. Used by one thread. */
public interface SourceEnds extends AutoCloseable {

    /**
     * The last stable offset of each partition; empty where that partition's could not be learned. Blocks for a bounded
     * time.
     *
     * @throws org.apache.kafka.common.KafkaException if the source cannot be asked at all
     */
    Map<TopicPartition, Optional<Long>> ends(Set<TopicPartition> partitions);

    /** As {@link #ends}, of the first offset there is. */
    Map<TopicPartition, Optional<Long>> starts(Set<TopicPartition> partitions);

    /**
     * What each of the link's topics is now; a topic that the source does not have is left out.
     *
     * @throws org.apache.kafka.common.KafkaException if the source does not say
     */
    Map<String, ListedTopic> topics();

    @Override
    void close();
}
