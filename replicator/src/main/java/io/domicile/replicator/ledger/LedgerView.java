package io.domicile.replicator.ledger;

import java.util.Optional;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;

/** How far each lane has come, as its target tells it. Implementations are safe for use by several threads. */
public interface LedgerView {

    /**
     * The entry of one mirrored partition.
     *
     * @param settled whether to wait until no transaction that may still change it is open; without it the answer may
     *     be one transaction old
     * @throws UnreadableLedgerException if there is an offset that is no entry of ours
     * @throws UnsettledLedgerException if the target does not tell it, which it may not do before a transaction's end
     * @throws KafkaException if the target does not answer in time
     */
    Optional<LedgerEntry> read(TopicPartition mirror, boolean settled);
}
