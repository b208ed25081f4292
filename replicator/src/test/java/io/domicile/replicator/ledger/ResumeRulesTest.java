package io.domicile.replicator.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import io.domicile.replicator.provenance.Origin;
import io.domicile.replicator.provenance.Provenance;
import io.domicile.replicator.state.HaltReason;
import java.util.Optional;
import org.apache.kafka.common.Uuid;
import org.junit.jupiter.api.Test;

class ResumeRulesTest {

    private static final Origin SOURCE = new Origin("cluster", Uuid.randomUuid());
    private static final Origin RECREATED = new Origin("cluster", Uuid.randomUuid());
    private static final Origin ELSEWHERE = new Origin("another", Uuid.randomUuid());
    private static final long AT = 50;
    private static final SourcePosition POSITION = new SourcePosition(100, Optional.of(7));

    @Test
    void shouldStartAtTheLogStartOfAnUntouchedMirror() {
        assertThat(plan(Optional.empty(), new Tail.NeverWritten())).isEqualTo(ResumePlan.FROM_LOG_START);
    }

    @Test
    void shouldGoOnAtTheLedger() {
        assertThat(plan(ledger(SOURCE), tail(SOURCE, 99))).isEqualTo(new ResumePlan.From(POSITION));
    }

    @Test
    void shouldGoOnAtTheLedgerWhereEveryRecordWasSkippedOrCleanedUp() {
        assertThat(plan(ledger(SOURCE), new Tail.NeverWritten())).isEqualTo(new ResumePlan.From(POSITION));
        assertThat(plan(ledger(SOURCE), new Tail.RecordsGone())).isEqualTo(new ResumePlan.From(POSITION));
    }

    @Test
    void shouldGoOnBehindTheTailWhereTheLedgerIsGone() {
        assertThat(plan(Optional.empty(), tail(SOURCE, 41))).isEqualTo(new ResumePlan.From(SourcePosition.at(42)));
    }

    @Test
    void shouldHaltWhereNothingIsLeftToGoOnFrom() {
        assertThat(plan(Optional.empty(), new Tail.RecordsGone())).isEqualTo(halt(HaltReason.LEDGER_LOST));
    }

    @Test
    void shouldHaltWhereTheSourceIsNotTheOneOfTheLedger() {
        assertThat(plan(ledger(RECREATED), tail(RECREATED, 99))).isEqualTo(halt(HaltReason.TOPIC_RECREATED));
        assertThat(plan(ledger(ELSEWHERE), tail(ELSEWHERE, 99))).isEqualTo(halt(HaltReason.SOURCE_CLUSTER_CHANGED));
    }

    @Test
    void shouldHaltWhereTheSourceIsNotTheOneOfTheTail() {
        assertThat(plan(Optional.empty(), tail(RECREATED, 3))).isEqualTo(halt(HaltReason.TOPIC_RECREATED));
        assertThat(plan(Optional.empty(), tail(ELSEWHERE, 3))).isEqualTo(halt(HaltReason.SOURCE_CLUSTER_CHANGED));
        assertThat(plan(ledger(SOURCE), tail(RECREATED, 3))).isEqualTo(halt(HaltReason.MIRROR_OF_ANOTHER_SOURCE));
    }

    @Test
    void shouldHaltWhereTheMirrorHoldsWhatTheLedgerHasNotReached() {
        assertThat(plan(ledger(SOURCE), tail(SOURCE, 100))).isEqualTo(halt(HaltReason.MIRROR_AHEAD_OF_LEDGER));
    }

    @Test
    void shouldHaltWhereSomebodyElseWroteTheMirror() {
        assertThat(plan(ledger(SOURCE), new Tail.Foreign(AT))).isEqualTo(halt(HaltReason.FOREIGN_WRITE));
        assertThat(plan(Optional.empty(), new Tail.Foreign(AT))).isEqualTo(halt(HaltReason.FOREIGN_WRITE));
    }

    @Test
    void shouldGoOnWhereTheLaneStoodWhereTheTailIsATombstoneThatErases() {
        assertThat(plan(Optional.empty(), purge(42))).isEqualTo(new ResumePlan.From(SourcePosition.at(42)));
        assertThat(plan(ledger(SOURCE), purge(100))).isEqualTo(new ResumePlan.From(POSITION));
        assertThat(plan(ledger(SOURCE), purge(101))).isEqualTo(halt(HaltReason.MIRROR_AHEAD_OF_LEDGER));
    }

    @Test
    void shouldAskNoExplanationOfWhatAResumptionHasAccepted() {
        // given
        Optional<LedgerEntry> resumed = resumed(AT + 1);

        // then
        assertThat(plan(resumed, new Tail.Foreign(AT))).isEqualTo(new ResumePlan.From(POSITION));
        assertThat(plan(resumed, tail(RECREATED, 3))).isEqualTo(new ResumePlan.From(POSITION));
        assertThat(plan(resumed, tail(SOURCE, 4000))).isEqualTo(new ResumePlan.From(POSITION));
    }

    @Test
    void shouldAskAnExplanationOfWhatWasWrittenAfterAResumption() {
        // given
        Optional<LedgerEntry> resumed = resumed(AT);

        // then
        assertThat(plan(resumed, new Tail.Foreign(AT))).isEqualTo(halt(HaltReason.FOREIGN_WRITE));
        assertThat(plan(resumed, tail(RECREATED, 3))).isEqualTo(halt(HaltReason.MIRROR_OF_ANOTHER_SOURCE));
        assertThat(plan(resumed, tail(SOURCE, 4000))).isEqualTo(halt(HaltReason.MIRROR_AHEAD_OF_LEDGER));
    }

    @Test
    void shouldCopyAgainWhatIsMissingWhereNothingElseHalts() {
        // given
        Optional<SourcePosition> missing = Optional.of(SourcePosition.at(61));

        // then
        assertThat(new Footing(ledger(SOURCE), tail(SOURCE, 60), false, 0, missing).plan(SOURCE))
                .isEqualTo(again(61));
        assertThat(new Footing(ledger(SOURCE), new Tail.Foreign(AT), false, 0, missing).plan(SOURCE))
                .isEqualTo(halt(HaltReason.FOREIGN_WRITE));
    }

    @Test
    void shouldAcceptAForeignRecordAndStillCopyAgainWhatIsMissing() {
        // given
        Optional<SourcePosition> missing = Optional.of(SourcePosition.at(61));

        // then
        assertThat(new Footing(ledger(SOURCE), new Tail.Foreign(AT), false, 0, missing)
                        .nearest(HaltReason.FOREIGN_WRITE))
                .isEqualTo(missing);
        assertThat(footing(ledger(SOURCE), new Tail.Foreign(AT), false, 0).nearest(HaltReason.FOREIGN_WRITE))
                .contains(POSITION);
    }

    @Test
    void shouldGoBehindTheMirrorsLastRecordOnlyWhereALostEntryExplainsIt() {
        // given
        Optional<LedgerEntry> entry = ledger(SOURCE);
        Tail ahead = tail(SOURCE, 140);

        // then
        assertThat(footing(entry, ahead, true, 0).plan(SOURCE)).isEqualTo(again(141));
        assertThat(footing(entry, ahead, false, 141).plan(SOURCE)).isEqualTo(again(141));
        assertThat(footing(entry, ahead, false, 140).plan(SOURCE)).isEqualTo(halt(HaltReason.MIRROR_AHEAD_OF_LEDGER));
        assertThat(footing(entry, new Tail.Foreign(AT), true, 200).plan(SOURCE))
                .isEqualTo(halt(HaltReason.FOREIGN_WRITE));
    }

    @Test
    void shouldNotAcceptAnotherSourceBecauseItWasResumedOnce() {
        // given
        LedgerEntry entry = new LedgerEntry(POSITION, RECREATED, 1, Optional.of(new Resumption(1, AT + 1)));

        // then
        assertThat(plan(Optional.of(entry), new Tail.Foreign(AT))).isEqualTo(halt(HaltReason.TOPIC_RECREATED));
    }

    private static Optional<LedgerEntry> resumed(long mirrorEnd) {
        return Optional.of(new LedgerEntry(POSITION, SOURCE, 1, Optional.of(new Resumption(1, mirrorEnd))));
    }

    private static Footing footing(Optional<LedgerEntry> entry, Tail tail, boolean wasPending, long known) {
        return new Footing(entry, tail, wasPending, known, Optional.empty());
    }

    private static ResumePlan again(long offset) {
        return new ResumePlan.From(SourcePosition.at(offset), ResumePlan.By.MIRROR);
    }

    private static Tail purge(long next) {
        return new Tail.Copied(new Provenance(1, SOURCE, next, Provenance.Kind.PURGE), AT);
    }

    private static ResumePlan plan(Optional<LedgerEntry> ledger, Tail tail) {
        return ResumeRules.plan(ledger, tail, SOURCE);
    }

    private static Optional<LedgerEntry> ledger(Origin origin) {
        return Optional.of(new LedgerEntry(POSITION, origin, 1));
    }

    private static Tail tail(Origin origin, long offset) {
        return new Tail.Copied(new Provenance(1, origin, offset), AT);
    }

    private static ResumePlan halt(HaltReason reason) {
        return new ResumePlan.Halt(reason);
    }
}
