package io.domicile.replicator.mirrormaker;

import org.apache.kafka.common.TopicPartition;

/**
 * Where a group goes on at the target, as MirrorMaker 2 says it; but without what the application noted beside its offset
 * at the source, which is free text and does not cross.
 *
 * @param upstream the group's offset at the source
 * @param downstream its offset on the mirror
 */
public record MirrorCheckpoint(String group, TopicPartition mirror, long upstream, long downstream) {

    Key key() {
        return new Key(group, mirror);
    }

    byte[] keyBytes() {
        return MirrorMakerRecords.checkpointKey(group, mirror.topic(), mirror.partition());
    }

    byte[] valueBytes() {
        return MirrorMakerRecords.checkpointValue(upstream, downstream);
    }

    /** What a later checkpoint takes the place of. */
    record Key(String group, TopicPartition mirror) {}
}
