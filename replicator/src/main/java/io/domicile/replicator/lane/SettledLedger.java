package io.domicile.replicator.lane;

import io.domicile.replicator.ledger.LedgerEntry;
import io.domicile.replicator.ledger.UnsettledLedgerException;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerGroupMetadata;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.Producer;

/**
 * A lane's entry in the ledger, read behind the fence: no transaction of the lane is open then.
 *
 * <p>A target can keep an offset commit pending all the same, although the transaction it belonged to has ended: seen
 * with Kafka 4.3.1 after a broker was killed while a lane committed. No time-out ends it, so nobody could ever read the
 * entry again. It is pending under the lane's own producer id, so it goes with the next transaction of the lane that
 * commits an offset of the group: one that is aborted takes it away and leaves nothing behind.
 */
final class SettledLedger {

    /** No entry of ours: were it ever committed, the lane would halt over it. */
    private static final OffsetAndMetadata NOTHING = new OffsetAndMetadata(0, "");

    private final LaneId lane;
    private final LaneTools tools;
    private final LaneLog log;

    SettledLedger(LaneId lane, LaneTools tools, LaneLog log) {
        this.lane = lane;
        this.tools = tools;
        this.log = log;
    }

    /**
     * @param producer has fenced the lane, and has no transaction open
     * @throws UnsettledLedgerException if the target does not tell the entry even so
     */
    Optional<LedgerEntry> read(LaneProducer producer, ConsumerGroupMetadata group) {
        try {
            return tools.ledger().read(lane.mirror(), true);
        } catch (UnsettledLedgerException pending) {
            log.discards();
            discard(producer.begin(), group);
            producer.ended();
            return tools.ledger().read(lane.mirror(), true);
        }
    }

    private void discard(Producer<byte[], byte[]> producer, ConsumerGroupMetadata group) {
        producer.beginTransaction();
        producer.sendOffsetsToTransaction(Map.of(lane.mirror(), NOTHING), group);
        producer.abortTransaction();
    }
}
