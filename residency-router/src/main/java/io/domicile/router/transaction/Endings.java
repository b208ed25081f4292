package io.domicile.router.transaction;

import java.util.Map;
import java.util.Set;
import org.apache.kafka.common.TopicPartition;

/**
 * What the brokers say of transactions that have ended. Methods leave out what the brokers do not tell at the moment.
 *
 * <p>They throw a {@link org.apache.kafka.common.KafkaException} where asking again cannot help.
 */
interface Endings extends AutoCloseable {

    /** The offsets before which every transaction of a partition has ended. */
    Map<TopicPartition, Long> stableUntil(Set<TopicPartition> partitions);

    /** Those of the partitions for which no offset of the group is pending in any transaction. */
    Set<TopicPartition> settled(String group, Set<TopicPartition> partitions);

    @Override
    void close();
}
