package io.domicile.replicator.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import io.domicile.replicator.provenance.Origin;
import io.domicile.replicator.provenance.Provenance;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.Uuid;
import org.junit.jupiter.api.Test;

class MissingCopiesTest {

    private static final TopicPartition MIRROR = new TopicPartition("eu-west.egress.role-definitions", 0);
    private static final Origin SOURCE = new Origin("cluster", Uuid.randomUuid());
    private static final Origin ANOTHER = new Origin("cluster", Uuid.randomUuid());
    private static final long AT = 50;

    private final Log log = new Log();

    @Test
    void shouldLookForNothingWhereTheMirrorHasWhatTheLedgerTells() {
        assertThat(find(copied(Optional.empty()), tail(SOURCE, 94))).isEmpty();
        assertThat(find(copied(Optional.empty()), purge(97))).isEmpty();
        assertThat(log.asked).isEmpty();
    }

    @Test
    void shouldFindWhatIsInTheLogBehindTheLastRecord() {
        assertThat(find(copied(Optional.empty()), tail(SOURCE, 60))).contains(SourcePosition.at(70));
        assertThat(find(copied(Optional.empty()), purge(80))).contains(SourcePosition.at(80));
        assertThat(log.asked).containsExactly(List.of(61L, 95L, AT + 1), List.of(80L, 95L, AT + 1));
    }

    @Test
    void shouldLookFromTheLogsStartWhereNoRecordIsLeft() {
        assertThat(find(copied(Optional.empty()), Tail.NEVER_WRITTEN)).contains(SourcePosition.at(70));
        assertThat(find(copied(Optional.empty()), Tail.RECORDS_GONE)).contains(SourcePosition.at(70));
        assertThat(log.asked).containsExactly(List.of(20L, 95L, 0L), List.of(20L, 95L, 0L));
    }

    @Test
    void shouldNotTakeForMissingWhatCleanUpHasRemoved() {
        // given
        log.isCleaned = true;

        // then
        assertThat(find(copied(Optional.empty()), tail(SOURCE, 60))).isEmpty();
        assertThat(find(copied(Optional.empty()), Tail.NEVER_WRITTEN)).isEmpty();
    }

    @Test
    void shouldAskNothingOfRecordsThatAResumptionHasAcceptedOrOfAnotherSource() {
        // given
        LedgerEntry resumed = copied(Optional.of(new Resumption(1, AT + 1)));

        // then
        assertThat(find(resumed, tail(SOURCE, 94))).contains(SourcePosition.at(70));
        assertThat(find(resumed, tail(ANOTHER, 94))).contains(SourcePosition.at(70));
        assertThat(find(resumed, new Tail.Foreign(AT))).contains(SourcePosition.at(70));
    }

    private Optional<SourcePosition> find(LedgerEntry entry, Tail tail) {
        return MissingCopies.find(entry, tail, MIRROR, log);
    }

    private static LedgerEntry copied(Optional<Resumption> resumption) {
        return new LedgerEntry(SourcePosition.at(100), SOURCE, 1, resumption, new Copies(20, 95));
    }

    private static Tail tail(Origin origin, long offset) {
        return new Tail.Copied(new Provenance(1, origin, offset), AT);
    }

    private static Tail purge(long next) {
        return new Tail.Copied(new Provenance(1, SOURCE, next, Provenance.Kind.PURGE), AT);
    }

    private static final class Log implements Tails {

        private final List<List<Long>> asked = new ArrayList<>();
        private boolean isCleaned;

        @Override
        public Tail read(TopicPartition mirror) {
            throw new AssertionError("was read before");
        }

        @Override
        public long end(TopicPartition mirror) {
            throw new AssertionError("is not asked for");
        }

        @Override
        public OptionalLong firstHidden(TopicPartition mirror, Origin origin, long from, long until, long behind) {
            asked.add(List.of(from, until, behind));
            return isCleaned || !origin.equals(SOURCE) ? OptionalLong.empty() : OptionalLong.of(Math.max(from, 70));
        }
    }
}
