package io.domicile.replicator.lane;

import io.domicile.replicator.ledger.SourcePosition;
import io.domicile.replicator.provenance.Origin;
import io.domicile.replicator.state.HaltReason;
import io.domicile.replicator.topic.SourceTopics;
import java.util.Optional;
import java.util.OptionalLong;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.Uuid;

/** Finds out what became of an offset that the source does not have. */
final class SourceDiagnosis {

    private SourceDiagnosis() {}

    /** @throws org.apache.kafka.common.KafkaException if the source does not answer in time */
    static SourceFinding find(SourceTopics identity, Origin origin, SourceLoss loss) {
        TopicPartition source = loss.source();
        Optional<Uuid> now = identity.idSince(source.topic(), System.nanoTime());
        if (now.isEmpty()) {
            return new SourceFinding.Missing();
        }
        if (!now.get().equals(origin.topicId())) {
            return new SourceFinding.Gap(HaltReason.TOPIC_RECREATED, OptionalLong.empty(), Optional.empty());
        }
        long at = loss.at();
        long start = identity.logStart(source);
        // Before retention: what is gone of the new history began where it parted from the old, not where the lane
        // stands
        if (loss.divergent().isPresent() && loss.divergent().getAsLong() < at) {
            return diverged(at, loss.divergent().getAsLong(), start);
        }
        if (at < start) {
            return new SourceFinding.Gap(
                    HaltReason.SOURCE_RETENTION_OUTRAN_LINK,
                    OptionalLong.of(start - at),
                    Optional.of(SourcePosition.at(start)));
        }
        long end = identity.logEnd(source);
        if (loss.hasDiverged() && loss.divergent().isEmpty()) {
            return new SourceFinding.Gap(HaltReason.SOURCE_TRUNCATED, OptionalLong.empty(), Optional.empty());
        }
        return at > end
                // Where its history parted from the lane's nobody can say: records may have been appended since
                ? new SourceFinding.Gap(HaltReason.SOURCE_TRUNCATED, OptionalLong.of(at - end), Optional.empty())
                : new SourceFinding.Present();
    }

    private static SourceFinding diverged(long at, long parted, long start) {
        return new SourceFinding.Gap(
                HaltReason.SOURCE_TRUNCATED,
                OptionalLong.of(Math.max(at, start) - parted),
                Optional.of(SourcePosition.at(Math.max(start, parted))));
    }
}
