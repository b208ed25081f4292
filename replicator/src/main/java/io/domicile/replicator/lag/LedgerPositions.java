package io.domicile.replicator.lag;

import io.domicile.replicator.ledger.LedgerEntry;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.common.TopicPartition;

/** How far the ledger is, asked of the target each time. Used by one thread. */
public interface LedgerPositions extends AutoCloseable {

    /**
     * The entry of every partition that has one, by source partition; empty where what is there is no entry this version
     * can read. Blocks for a bounded time. May be one transaction old, never ahead.
     *
     * @throws org.apache.kafka.common.KafkaException if the target does not say
     */
    Map<TopicPartition, Optional<LedgerEntry>> entries();

    @Override
    void close();
}
