package io.domicile.replicator.ledger;

import io.domicile.kit.kafka.Answers;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListConsumerGroupOffsetsSpec;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.GroupIdNotFoundException;

/** Reads many entries of the ledger at once, as they are; any of them may be one transaction old. */
public final class LedgerEntries {

    private final Admin target;
    private final String group;
    private final Duration timeout;

    public LedgerEntries(Admin target, String group, Duration timeout) {
        this.target = target;
        this.group = group;
        this.timeout = timeout;
    }

    /**
     * The entries there are. An unreadable one is left out: its lane halts and says so.
     *
     * @throws org.apache.kafka.common.KafkaException if the target does not answer in time
     */
    public Map<TopicPartition, LedgerEntry> read(Collection<TopicPartition> mirrors) {
        Map<TopicPartition, LedgerEntry> entries = new HashMap<>();
        if (mirrors.isEmpty()) {
            return entries;
        }
        Map<TopicPartition, OffsetAndMetadata> offsets;
        try {
            offsets = Answers.await(
                    target.listConsumerGroupOffsets(Map.of(
                                    group, new ListConsumerGroupOffsetsSpec().topicPartitions(List.copyOf(mirrors))))
                            .partitionsToOffsetAndMetadata(group),
                    timeout);
        } catch (GroupIdNotFoundException neverCommitted) {
            return entries;
        }
        offsets.forEach((mirror, offset) -> {
            if (offset != null) {
                try {
                    entries.put(mirror, LedgerCodec.decode(offset));
                } catch (UnreadableLedgerException unreadable) {
                    entries.remove(mirror);
                }
            }
        });
        return entries;
    }
}
