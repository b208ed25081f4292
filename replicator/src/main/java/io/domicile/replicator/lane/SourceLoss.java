package io.domicile.replicator.lane;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import org.apache.kafka.clients.consumer.LogTruncationException;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.consumer.OffsetOutOfRangeException;
import org.apache.kafka.common.TopicPartition;

/**
 * That a source does not have the offset a lane stands at.
 *
 * @param at that offset: everything before it has been copied
 * @param hasDiverged whether the source's history is known not to be the one the lane has read
 * @param divergent where the two histories part, if the source told
 */
public record SourceLoss(TopicPartition source, long at, boolean hasDiverged, OptionalLong divergent) {

    /** What a consumer without a reset policy reports. */
    public static List<SourceLoss> of(OffsetOutOfRangeException reported) {
        List<SourceLoss> losses = new ArrayList<>();
        reported.offsetOutOfRangePartitions().forEach((partition, at) -> {
            if (reported instanceof LogTruncationException truncated) {
                OffsetAndMetadata divergent = truncated.divergentOffsets().get(partition);
                losses.add(new SourceLoss(
                        partition,
                        at,
                        true,
                        divergent == null ? OptionalLong.empty() : OptionalLong.of(divergent.offset())));
            } else {
                losses.add(new SourceLoss(partition, at, false, OptionalLong.empty()));
            }
        });
        return List.copyOf(losses);
    }
}
