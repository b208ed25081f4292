package io.domicile.replicator.offset;

import java.util.Optional;
import java.util.OptionalLong;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;

/**
 * Why a group goes on at the target where it does, for one partition.
 *
 * @param committed the group's offset at the source
 * @param sourceEnd the offset behind the source's last committed record
 * @param mirror empty where the topic is not mirrored
 * @param ledger the next source offset that the link copies, where it has begun
 * @param mirrorEnd the offset behind the mirror's last committed record, where there is a mirror
 * @param reads how often the mirror was read to find it
 * @param atTarget what the group has committed at the target
 */
public record Explanation(
        TopicPartition source,
        long committed,
        OptionalLong sourceEnd,
        Optional<TopicPartition> mirror,
        TranslatedOffset translated,
        OptionalLong ledger,
        OptionalLong mirrorEnd,
        int reads,
        Optional<OffsetAndMetadata> atTarget) {}
