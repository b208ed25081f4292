package io.domicile.router.gap;

import io.domicile.kit.log.LogKeys;
import io.domicile.residency.RegionId;
import io.domicile.router.metrics.RouterMeters;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Judges positions that a partition no longer has, counts what is lost, and says so.
 *
 * <ol>
 *   <li>Retention outran the router: the position is below the oldest offset. The configured answer holds.
 *   <li>The partition ends before the position: it was truncated, or deleted and created again. Its beginning would
 *       repeat records, its end would skip them; so the router halts, whatever is configured.
 * </ol>
 *
 * <p>Safe for use by any thread.
 */
public final class GapWatch {

    private static final Logger LOG = LoggerFactory.getLogger(GapWatch.class);

    private final RegionId here;
    private final GapAnswer answer;
    private final RouterMeters meters;
    private volatile @Nullable String halted;

    public GapWatch(RegionId here, GapAnswer answer, RouterMeters meters) {
        this.here = here;
        this.answer = answer;
        this.meters = meters;
    }

    /** Why the router has halted, or empty where it has not. */
    public Optional<String> halted() {
        return Optional.ofNullable(halted);
    }

    /**
     * Judges positions that their partitions do not have.
     *
     * @throws PositionLostException if the router must not go on by itself
     */
    void outOfRange(
            Map<TopicPartition, Long> positions, Map<TopicPartition, Long> oldest, Map<TopicPartition, Long> ends) {
        positions.forEach((partition, position) -> {
            long start = oldest.getOrDefault(partition, 0L);
            long end = ends.getOrDefault(partition, 0L);
            if (position < start) {
                report(partition, GapReason.RETENTION, position, start - position);
                haltIf(answer == GapAnswer.HALT, partition, GapReason.RETENTION);
            } else if (position > end) {
                report(partition, GapReason.TRUNCATED, position, position - end);
                haltIf(true, partition, GapReason.TRUNCATED);
            }
        });
    }

    /** Notes partitions that are read from their beginning, since the group has no position in them. */
    void noPosition(Map<TopicPartition, Long> oldest) {
        oldest.forEach((partition, start) -> {
            if (start > 0) {
                report(partition, GapReason.NO_POSITION, start, start);
            }
        });
    }

    private void report(TopicPartition partition, GapReason reason, long position, long offsets) {
        meters.offsetsLost(partition.topic(), reason.code(), offsets);
        LOG.atError()
                .addKeyValue(LogKeys.REGION, here)
                .addKeyValue(LogKeys.TOPIC, partition.topic())
                .addKeyValue(LogKeys.PARTITION, partition.partition())
                .addKeyValue(LogKeys.OFFSET, position)
                .addKeyValue(LogKeys.COUNT, offsets)
                .addKeyValue(LogKeys.REASON, reason.code())
                .log("the router cannot read on where it stopped");
    }

    private void haltIf(boolean mustHalt, TopicPartition partition, GapReason reason) {
        if (mustHalt) {
            String text = "halted: " + reason.code() + " at " + partition;
            halted = text;
            throw new PositionLostException(text);
        }
    }
}
