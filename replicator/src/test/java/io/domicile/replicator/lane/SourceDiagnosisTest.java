package io.domicile.replicator.lane;

import static org.assertj.core.api.Assertions.assertThat;

import io.domicile.replicator.ledger.SourcePosition;
import io.domicile.replicator.provenance.Origin;
import io.domicile.replicator.state.HaltReason;
import io.domicile.replicator.topic.SourceTopics;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.apache.kafka.clients.consumer.LogTruncationException;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.consumer.OffsetOutOfRangeException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.Uuid;
import org.junit.jupiter.api.Test;

class SourceDiagnosisTest {

    private static final TopicPartition PARTITION = new TopicPartition("egress.role-definitions", 1);
    private static final Uuid ID = Uuid.randomUuid();
    private static final Origin ORIGIN = new Origin("cluster", ID);
    private static final long START = 100;
    private static final long END = 500;

    @Test
    void shouldCountWhatRetentionHasRemoved() {
        assertThat(find(outOfRange(60))).isEqualTo(gap(HaltReason.SOURCE_RETENTION_OUTRAN_LINK, 40, START));
    }

    @Test
    void shouldCountWhatALogThatIsTooShortHasLostButNotGuessWhereItsHistoryParted() {
        assertThat(find(outOfRange(530)))
                .isEqualTo(new SourceFinding.Gap(HaltReason.SOURCE_TRUNCATED, OptionalLong.of(30), Optional.empty()));
    }

    @Test
    void shouldGoOnWhereHistoriesPart() {
        assertThat(find(truncated(480, OptionalLong.of(450)))).isEqualTo(gap(HaltReason.SOURCE_TRUNCATED, 30, 450));
    }

    @Test
    void shouldCountFromWhereHistoriesPartWhatRetentionHasRemovedSince() {
        assertThat(find(truncated(60, OptionalLong.of(40)))).isEqualTo(gap(HaltReason.SOURCE_TRUNCATED, 60, START));
    }

    @Test
    void shouldNotGuessWhereHistoriesPart() {
        assertThat(find(truncated(480, OptionalLong.empty())))
                .isEqualTo(new SourceFinding.Gap(HaltReason.SOURCE_TRUNCATED, OptionalLong.empty(), Optional.empty()));
    }

    @Test
    void shouldNotTakeHistoriesThatPartBehindTheLaneForALoss() {
        assertThat(find(truncated(480, OptionalLong.of(490)))).isEqualTo(new SourceFinding.Present());
    }

    @Test
    void shouldFindWhatIsThereAfterAll() {
        assertThat(find(outOfRange(START))).isEqualTo(new SourceFinding.Present());
        assertThat(find(outOfRange(END))).isEqualTo(new SourceFinding.Present());
    }

    @Test
    void shouldNotMeasureATopicThatIsGoneOrAnother() {
        assertThat(SourceDiagnosis.find(new Topics(Optional.empty()), ORIGIN, outOfRange(60)))
                .isEqualTo(new SourceFinding.Missing());
        assertThat(SourceDiagnosis.find(new Topics(Optional.of(Uuid.randomUuid())), ORIGIN, outOfRange(60)))
                .isEqualTo(new SourceFinding.Gap(HaltReason.TOPIC_RECREATED, OptionalLong.empty(), Optional.empty()));
    }

    private static SourceFinding find(SourceLoss loss) {
        return SourceDiagnosis.find(new Topics(Optional.of(ID)), ORIGIN, loss);
    }

    private static SourceFinding gap(HaltReason reason, long gone, long nearest) {
        return new SourceFinding.Gap(reason, OptionalLong.of(gone), Optional.of(SourcePosition.at(nearest)));
    }

    private static SourceLoss outOfRange(long at) {
        return only(new OffsetOutOfRangeException(Map.of(PARTITION, at)));
    }

    private static SourceLoss truncated(long at, OptionalLong divergent) {
        return only(new LogTruncationException(
                Map.of(PARTITION, at),
                divergent.isPresent() ? Map.of(PARTITION, new OffsetAndMetadata(divergent.getAsLong())) : Map.of()));
    }

    private static SourceLoss only(OffsetOutOfRangeException reported) {
        assertThat(SourceLoss.of(reported)).hasSize(1);
        return SourceLoss.of(reported).get(0);
    }

    private record Topics(Optional<Uuid> id) implements SourceTopics {

        @Override
        public Optional<Uuid> idSince(String topic, long sinceNanos) {
            return id;
        }

        @Override
        public long logStart(TopicPartition partition) {
            return START;
        }

        @Override
        public long logEnd(TopicPartition partition) {
            return END;
        }
    }
}
