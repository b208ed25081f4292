package io.domicile.router.transaction;

import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.common.TopicPartition;

/**
 * What the brokers say of transactions that have ended. Unless they say otherwise, methods leave out what the brokers do not tell at
 * the moment.
 *
 * <p>They throw a {@link org.apache.kafka.common.KafkaException} where asking again cannot help.
 */
interface Endings extends AutoCloseable {

    /**
     * Every partition of those of the topics that exist, also one without a leader.
     *
     * @throws org.apache.kafka.common.KafkaException also where the brokers do not tell
     */
    Set<TopicPartition> partitionsOf(Set<String> topics);

    /** The offsets before which every transaction of a partition has ended. */
    Map<TopicPartition, Long> stableUntil(Set<TopicPartition> partitions);

    /**
     * Those of the partitions for which no offset of the group is pending in any transaction; empty where the brokers do
     * not tell.
     */
    Optional<Set<TopicPartition>> settled(String group, Set<TopicPartition> partitions);

    @Override
    void close();
}
