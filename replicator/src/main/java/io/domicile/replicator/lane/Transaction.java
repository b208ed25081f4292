package io.domicile.replicator.lane;

import io.domicile.kit.kafka.Answers;
import io.domicile.replicator.audit.AuditUnavailableException;
import io.domicile.replicator.ledger.Copies;
import io.domicile.replicator.ledger.LedgerCodec;
import io.domicile.replicator.ledger.LedgerEntry;
import io.domicile.replicator.ledger.SourcePosition;
import io.domicile.replicator.provenance.Origin;
import io.domicile.replicator.provenance.Provenance;
import io.domicile.replicator.state.HoldReason;
import io.domicile.residency.RecordKey;
import io.domicile.residency.link.LinkTopic;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Future;
import org.apache.kafka.clients.consumer.ConsumerGroupMetadata;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;

/**
 * One transaction of a lane: the allowed records of a batch and the ledger's new position, together or not at all.
 * Confined to one thread; used once.
 *
 * <p>Source transactions are not rebuilt: records of one source transaction reach the mirror in one transaction where
 * one batch holds them all, and in consecutive ones otherwise. That is enough for the policy topic, whose readers apply a
 * change only at its manifest.
 */
final class Transaction {

    private final LaneId lane;
    private final Origin origin;
    private final LaneTools tools;
    private final Producer<byte[], byte[]> producer;
    private final Residents residents;
    private final Standing standing;
    private Copies copies;
    private final Tally tally = new Tally();
    private final List<Future<?>> audits = new ArrayList<>();
    private boolean begun;
    private int taken;

    Transaction(
            LaneId lane,
            Origin origin,
            LaneTools tools,
            Producer<byte[], byte[]> producer,
            Residents residents,
            Standing standing) {
        this.lane = lane;
        this.origin = origin;
        this.tools = tools;
        this.producer = producer;
        this.residents = residents;
        this.standing = standing;
        this.copies = standing.copies();
    }

    /**
     * Takes records up to the first that has to wait; why it has to, where there is one.
     *
     * @param undisturbedNanos since when nothing else has kept the lane from asking: time before that is no waiting for
     *     policy, which something may have kept from arriving, too
     */
    Optional<HoldReason> take(Batch batch, long undisturbedNanos) {
        for (ConsumerRecord<byte[], byte[]> record : batch.records()) {
            long now = System.nanoTime();
            long waited = Math.min(now - batch.fetchedNanos(taken), now - undisturbedNanos);
            Verdict verdict = tools.judge().judge(lane.topic().kind(), record, waited);
            if (verdict instanceof Verdict.Hold hold) {
                return Optional.of(hold.reason());
            }
            carryOut(record, verdict);
            taken++;
        }
        return Optional.empty();
    }

    private void carryOut(ConsumerRecord<byte[], byte[]> record, Verdict verdict) {
        if (verdict instanceof Verdict.Send send) {
            Provenance provenance = new Provenance(tools.link().epoch(), origin, record.offset());
            if (send.value() != null && lane.topic().kind() instanceof LinkTopic.Egress) {
                // Before it is sent: what is not committed may still leave its bytes
                RecordKey.parse(record.key()).ifPresent(key -> residents.live(key.organization()));
            }
            CrossingHeaders crossing = CrossingHeaders.of(lane.topic().kind(), record.headers());
            send(MirrorRecords.of(lane, record, send.value(), crossing.headers(), provenance));
            copies = copies.with(record.offset());
            tally.send(send.droppedFields(), crossing.dropped());
        } else if (verdict instanceof Verdict.Skip skip) {
            tally.skip(skip.reason());
        } else if (verdict instanceof Verdict.Refuse refuse) {
            audits.add(
                    tools.audit().refused(record, refuse.reason(), tools.link().target()));
            tally.refuse(refuse.reason());
        }
    }

    // A failed send fails the commit, which reports it
    @SuppressWarnings("FutureReturnValueIgnored")
    private void send(ProducerRecord<byte[], byte[]> record) {
        begin();
        producer.send(record);
    }

    /** How many records were sent, skipped or refused. */
    int taken() {
        return taken;
    }

    /** Commits once every refusal is acknowledged at the source; what the lane carries on from then. */
    Standing commit(SourcePosition next, ConsumerGroupMetadata group) {
        for (Future<?> audit : audits) {
            try {
                Answers.await(audit, tools.answerWait());
            } catch (KafkaException failure) {
                throw new AuditUnavailableException(failure);
            }
        }
        begin();
        Standing after = standing.with(copies);
        LedgerEntry entry = after.entry(next, origin, tools.link().epoch());
        producer.sendOffsetsToTransaction(Map.of(lane.mirror(), LedgerCodec.encode(entry)), group);
        producer.commitTransaction();
        tools.meters().committed(lane.topic(), tally);
        return after;
    }

    void abort() {
        if (begun) {
            producer.abortTransaction();
            begun = false;
        }
        tools.meters().aborted(lane.topic());
    }

    private void begin() {
        if (!begun) {
            producer.beginTransaction();
            begun = true;
        }
    }
}
