package io.domicile.replicator.lag;

import java.util.Map;
import org.apache.kafka.common.TopicPartition;

/** How far the ledger is, asked of the target each time. Used by one thread. */
public interface LedgerPositions extends AutoCloseable {

    /**
     * The committed source position of every partition that has one, by source partition. Blocks for a bounded time.
     * May be one transaction old, never ahead.
     *
     * @throws org.apache.kafka.common.KafkaException if the target does not say
     */
    Map<TopicPartition, Long> positions();

    @Override
    void close();
}
