package io.domicile.replicator.mirrormaker;

import org.apache.kafka.common.TopicPartition;

/**
 * Where a group goes on at the target, as MirrorMaker 2 says it.
 *
 * @param upstream the group's offset at the source
 * @param downstream its offset on the mirror
 * @param metadata what the group committed beside its offset at the source
 */
public record MirrorCheckpoint(String group, TopicPartition mirror, long upstream, long downstream, String metadata) {

    Key key() {
        return new Key(group, mirror);
    }

    byte[] keyBytes() {
        return MirrorMakerRecords.checkpointKey(group, mirror.topic(), mirror.partition());
    }

    byte[] valueBytes() {
        return MirrorMakerRecords.checkpointValue(upstream, downstream, metadata);
    }

    /** What a later checkpoint takes the place of. */
    record Key(String group, TopicPartition mirror) {}
}
