package io.domicile.replicator.lane;

import io.domicile.kit.log.LogKeys;
import io.domicile.replicator.gap.GapAnswer;
import io.domicile.replicator.ledger.Copies;
import io.domicile.replicator.ledger.LedgerCodec;
import io.domicile.replicator.ledger.LedgerEntry;
import io.domicile.replicator.ledger.Resumption;
import io.domicile.replicator.ledger.SourcePosition;
import io.domicile.replicator.provenance.Origin;
import io.domicile.replicator.state.HaltReason;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.apache.kafka.clients.consumer.ConsumerGroupMetadata;
import org.apache.kafka.clients.producer.Producer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The transaction by which a lane goes on past a gap: the ledger then has the new position and the source's present
 * identity, and accepts the mirror as it is up to its end. So a gap is passed, and counted, once. Confined to one thread.
 */
final class GapTransaction {

    private static final Logger LOG = LoggerFactory.getLogger(GapTransaction.class);

    private final LaneId lane;
    private final Origin origin;
    private final LaneTools tools;
    private final Producer<byte[], byte[]> producer;

    GapTransaction(LaneId lane, Origin origin, LaneTools tools, Producer<byte[], byte[]> producer) {
        this.lane = lane;
        this.origin = origin;
        this.tools = tools;
        this.producer = producer;
    }

    Standing commit(SourcePosition onward, Optional<Resumption> before, ConsumerGroupMetadata group) {
        Resumption made = Resumption.after(before, tools.tails().end(lane.mirror()));
        Standing after = new Standing(Optional.of(made), Copies.none(onward.offset()));
        LedgerEntry entry = after.entry(onward, origin, tools.link().epoch());
        producer.beginTransaction();
        producer.sendOffsetsToTransaction(Map.of(lane.mirror(), LedgerCodec.encode(entry)), group);
        producer.commitTransaction();
        return after;
    }

    /** Says that the gap was passed. */
    void tell(GapAnswer answer, HaltReason reason, OptionalLong gone, SourcePosition onward) {
        tools.meters().passed(lane.topic(), reason, answer, gone);
        LOG.atError()
                .addKeyValue(LogKeys.LINK, tools.link().label())
                .addKeyValue(LogKeys.TOPIC, lane.topic().source())
                .addKeyValue(LogKeys.PARTITION, lane.partition())
                .addKeyValue(LogKeys.REASON, reason.code())
                .addKeyValue(LogKeys.STATE, answer.label())
                .addKeyValue(LogKeys.COUNT, gone.orElse(-1))
                .addKeyValue(LogKeys.OFFSET, onward.offset())
                .log("lane goes on past a gap, as configured");
    }
}
