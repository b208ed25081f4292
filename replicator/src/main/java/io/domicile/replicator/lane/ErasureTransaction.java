package io.domicile.replicator.lane;

import io.domicile.kit.kafka.Answers;
import io.domicile.replicator.client.LinkClients;
import io.domicile.replicator.ledger.LedgerCodec;
import io.domicile.replicator.ledger.LedgerEntry;
import io.domicile.replicator.ledger.SourcePosition;
import io.domicile.replicator.provenance.Origin;
import io.domicile.replicator.provenance.Provenance;
import io.domicile.replicator.provenance.ProvenanceHeader;
import io.domicile.residency.RecordKey;
import io.domicile.residency.link.MirrorGuard.Answer;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Future;
import org.apache.kafka.clients.consumer.ConsumerGroupMetadata;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.jspecify.annotations.Nullable;

/**
 * One transaction of a lane that erases: tombstones for keys that policy forbids at this moment, or that the source has
 * deleted. The ledger's position is committed as it is, because that makes the target check the membership. Confined to
 * one thread; used once.
 */
final class ErasureTransaction {

    private final LaneId lane;
    private final Origin origin;
    private final LaneTools tools;
    private final Producer<byte[], byte[]> producer;
    private final Residents residents;
    private final Standing standing;
    private @Nullable Future<RecordMetadata> last;

    ErasureTransaction(
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
    }

    /** How many tombstones were written. */
    int write(Erasure erasure, SourcePosition position, ConsumerGroupMetadata group) {
        Provenance provenance = new Provenance(tools.link().epoch(), origin, position.offset(), Provenance.Kind.PURGE);
        List<byte[]> keys = erasure.recheck()
                .map(recheck -> recheck.unchanged(erasure.keys()))
                .orElse(erasure.keys());
        int written = 0;
        producer.beginTransaction();
        for (byte[] key : keys) {
            if (mayErase(key, erasure)) {
                send(key, provenance);
                written++;
            }
        }
        LedgerEntry entry = standing.entry(position, origin, tools.link().epoch());
        producer.sendOffsetsToTransaction(Map.of(lane.mirror(), LedgerCodec.encode(entry)), group);
        producer.commitTransaction();
        if (last != null) {
            // Else a later clearing could take away what counts as erased
            new Markers(lane, tools)
                    .awaitEnd(Answers.await(last, LinkClients.DELIVERY).offset());
        }
        return written;
    }

    private boolean mayErase(byte[] key, Erasure erasure) {
        if (erasure.recheck().isPresent()) {
            return tools.mirrorPolicy().followsSource(key);
        }
        if (tools.mirrorPolicy().ask(key) == Answer.ERASE) {
            return true;
        }
        // Allowed again, or not to be told: its values stay, and are judged again
        RecordKey.parse(key).ifPresent(kept -> residents.live(kept.organization()));
        return false;
    }

    // A failed send fails the commit, which reports it
    private void send(byte[] key, Provenance provenance) {
        RecordHeaders headers = new RecordHeaders();
        ProvenanceHeader.replace(headers, provenance);
        last = producer.send(new ProducerRecord<>(lane.topic().mirror(), lane.partition(), null, key, null, headers));
    }
}
