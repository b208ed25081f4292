package io.domicile.replicator.lane;

import io.domicile.kit.kafka.Answers;
import io.domicile.replicator.client.LinkClients;
import io.domicile.replicator.ledger.Footing;
import io.domicile.replicator.ledger.LedgerEntry;
import io.domicile.replicator.ledger.MissingCopies;
import io.domicile.replicator.ledger.Tail;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerGroupMetadata;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * How a lane becomes the only writer of its mirror, and finds what is there.
 *
 * <p>The fence ends the transaction that the coordinator knows of. But Kafka 4.3.1 drops a transaction's markers where a
 * partition has no leader at that moment, and calls the transaction complete (KAFKA-20734): its records wait on the
 * mirror for the next marker of the lane's producer id, and an offset of the ledger stays pending, so that the entry can
 * never be read. A commit would bring in what was aborted, a second time. So the lane aborts a transaction of its own at
 * both places, whose marker ends them all, and sees to it that it has; {@link MissingCopies} finds what was committed.
 *
 * <p>Confined to one thread at a time.
 */
final class Takeover {

    /** Compacted topics take no record without a key. Readers of committed records never see it. */
    private static final byte[] NO_ENTITY = {};

    /** No entry of ours: were it ever committed, the lane would halt over it. */
    private static final OffsetAndMetadata NOTHING = new OffsetAndMetadata(0, "");

    private final LaneId lane;
    private final LaneTools tools;
    private final LaneLog log;
    private final LaneProducer producer;
    private final Markers markers;

    /** Whether the ledger had an offset pending, until the lane has gone on from what it found. */
    private boolean wasPending;

    Takeover(LaneId lane, LaneTools tools, LaneLog log, LaneProducer producer) {
        this.lane = lane;
        this.tools = tools;
        this.log = log;
        this.producer = producer;
        this.markers = new Markers(lane, tools);
    }

    /**
     * Opens the producer. From here on nobody else writes the mirror, and nothing of before comes in.
     *
     * @param known the source position the lane stands at
     */
    Footing take(ConsumerGroupMetadata group, long known) {
        producer.fence();
        if (!markers.isSettled()) {
            log.discards();
            wasPending = true;
        }
        clear(group);
        return find(known);
    }

    /** What is there, of a lane that is the only writer already. */
    Footing find(long known) {
        Optional<LedgerEntry> entry = tools.ledger().read(lane.mirror(), true);
        Tail tail = tools.tails().read(lane.mirror());
        return new Footing(
                entry,
                tail,
                wasPending,
                known,
                entry.flatMap(told -> MissingCopies.find(told, tail, lane.mirror(), tools.tails())));
    }

    /** The lane has gone on from what it found. */
    void followed() {
        wasPending = false;
    }

    private void clear(ConsumerGroupMetadata group) {
        Producer<byte[], byte[]> open = producer.begin();
        open.beginTransaction();
        ProducerRecord<byte[], byte[]> passing =
                new ProducerRecord<>(lane.mirror().topic(), lane.mirror().partition(), NO_ENTITY, null);
        // What has not been sent yet would be dropped, and no marker written
        long offset = Answers.await(open.send(passing), LinkClients.DELIVERY).offset();
        open.sendOffsetsToTransaction(Map.of(lane.mirror(), NOTHING), group);
        open.abortTransaction();
        markers.awaitEnd(offset);
        producer.ended();
    }
}
