package io.domicile.replicator.lane;

import io.domicile.replicator.client.Answers;
import io.domicile.replicator.client.LinkClients;
import io.domicile.replicator.ledger.UnreadableLedgerException;
import io.domicile.replicator.ledger.UnsettledLedgerException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.consumer.ConsumerGroupMetadata;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.errors.TimeoutException;

/**
 * What a lane does first behind its fence: a transaction at the mirror and at the ledger that it aborts.
 *
 * <p>The fence ends the transaction that the coordinator knows of. But Kafka 4.3.1 drops a transaction's markers where a
 * partition has no leader at that moment, and calls the transaction complete (KAFKA-20734): its records wait on the
 * mirror for the next marker of the lane's producer id, and an offset of the ledger stays pending, so that the entry can
 * never be read. A commit would bring in what was aborted, a second time. The marker of this transaction ends them all;
 * what was committed and is missing then, the lane finds by {@link io.domicile.replicator.ledger.Copies}.
 */
final class Clearing {

    /** Compacted topics take no record without a key. Readers of committed records never see it. */
    private static final byte[] NO_ENTITY = {};

    /** No entry of ours: were it ever committed, the lane would halt over it. */
    private static final OffsetAndMetadata NOTHING = new OffsetAndMetadata(0, "");

    private static final Duration LOOK = Duration.ofMillis(5);

    private final LaneId lane;
    private final LaneTools tools;
    private final LaneLog log;

    Clearing(LaneId lane, LaneTools tools, LaneLog log) {
        this.lane = lane;
        this.tools = tools;
        this.log = log;
    }

    /**
     * Whether the ledger had an offset pending, though its transaction had ended.
     *
     * @param producer has fenced the lane, and has no transaction open
     * @throws TimeoutException if the target does not end this transaction on the mirror either
     */
    boolean clear(LaneProducer producer, ConsumerGroupMetadata group) {
        boolean wasPending = isPending();
        Producer<byte[], byte[]> open = producer.begin();
        open.beginTransaction();
        ProducerRecord<byte[], byte[]> passing =
                new ProducerRecord<>(lane.mirror().topic(), lane.mirror().partition(), NO_ENTITY, null);
        // What has not been sent yet would be dropped, and no marker written
        long offset = Answers.await(open.send(passing), LinkClients.DELIVERY).offset();
        open.sendOffsetsToTransaction(Map.of(lane.mirror(), NOTHING), group);
        open.abortTransaction();
        awaitEnd(offset);
        producer.ended();
        return wasPending;
    }

    private boolean isPending() {
        try {
            tools.ledger().read(lane.mirror(), true);
            return false;
        } catch (UnreadableLedgerException unreadable) {
            // Said when it is read to go on
            return false;
        } catch (UnsettledLedgerException pending) {
            log.discards();
            return true;
        }
    }

    /** The coordinator answers before it has written its markers. */
    private void awaitEnd(long offset) {
        long begun = System.nanoTime();
        while (tools.tails().end(lane.mirror()) <= offset) {
            if (System.nanoTime() - begun > tools.answerWait().toNanos()) {
                throw new TimeoutException("the target keeps an aborted transaction open on " + lane.mirror());
            }
            LockSupport.parkNanos(LOOK.toNanos());
        }
    }
}
