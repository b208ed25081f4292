package io.domicile.replicator.ledger;

import io.domicile.kit.kafka.Answers;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListConsumerGroupOffsetsOptions;
import org.apache.kafka.clients.admin.ListConsumerGroupOffsetsSpec;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.GroupIdNotFoundException;

/** Reads the ledger: the offsets of the link's group on the target. It is written only inside transactions. */
public final class Ledger implements LedgerView {

    private final Admin target;
    private final String group;
    private final Duration timeout;

    public Ledger(Admin target, String group, Duration timeout) {
        this.target = target;
        this.group = group;
        this.timeout = timeout;
    }

    @Override
    public Optional<LedgerEntry> read(TopicPartition mirror, boolean settled) {
        Map<TopicPartition, OffsetAndMetadata> offsets;
        try {
            offsets = Answers.await(
                    target.listConsumerGroupOffsets(
                                    Map.of(group, new ListConsumerGroupOffsetsSpec().topicPartitions(List.of(mirror))),
                                    new ListConsumerGroupOffsetsOptions().requireStable(settled))
                            .partitionsToOffsetAndMetadata(group),
                    timeout);
        } catch (GroupIdNotFoundException neverCommitted) {
            return Optional.empty();
        }
        return entry(offsets, mirror);
    }

    /**
     * The target offset behind the last record of a mirror, whoever wrote it.
     *
     * @throws KafkaException if the target does not answer in time
     */
    public long mirrorEnd(TopicPartition mirror) {
        return Answers.await(
                        target.listOffsets(Map.of(mirror, OffsetSpec.latest())).partitionResult(mirror), timeout)
                .offset();
    }

    /** The client leaves out what the target would not tell, an unsettled offset for one; that is not "no entry". */
    static Optional<LedgerEntry> entry(Map<TopicPartition, OffsetAndMetadata> offsets, TopicPartition mirror) {
        if (!offsets.containsKey(mirror)) {
            throw new UnsettledLedgerException(mirror);
        }
        return Optional.ofNullable(offsets.get(mirror)).map(LedgerCodec::decode);
    }
}
