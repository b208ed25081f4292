package io.domicile.replicator.offset;

import io.domicile.replicator.lane.LaneId;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.Uuid;

/**
 * How far a group has come with one partition, and where that is at the target.
 *
 * @param topicId of the source topic
 * @param committed what the group has committed at the source
 */
record GroupPosition(
        String group, LaneId lane, Uuid topicId, OffsetAndMetadata committed, TranslatedOffset translated) {}
