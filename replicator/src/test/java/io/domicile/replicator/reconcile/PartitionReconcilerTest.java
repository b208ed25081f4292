package io.domicile.replicator.reconcile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.domicile.replicator.provenance.Origin;
import io.domicile.replicator.provenance.Provenance;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.common.Uuid;
import org.junit.jupiter.api.Test;

class PartitionReconcilerTest {

    private final Sides sides = new Sides();

    @Test
    void shouldFindNothingWhereTheMirrorFollowsTheSource() {
        sides.copied("acme/a", "1");
        sides.copied("acme/b", "1");
        sides.copied("acme/a", "2");
        sides.copied("acme/b", null);

        Reconciliation found = run(4);

        assertThat(found.findings()).isEqualTo(new Findings(1, 1, 0, 0, 0, 0, 0));
        assertThat(found.missing()).isEmpty();
    }

    @Test
    void shouldFindKeysWhoseTombstoneTheSourceHadCompactedAway() {
        sides.copied("acme/a", "1");
        sides.copied("acme/gone", "1");
        sides.copied("acme/b", "1");
        sides.compactAway("acme/gone");

        Reconciliation found = run(3);

        assertThat(keys(found)).containsExactly("acme/gone");
        assertThat(found.findings()).isEqualTo(new Findings(2, 3, 1, 0, 0, 0, 0));
        assertThat(found.checkedTo()).isEqualTo(3);
    }

    @Test
    void shouldFindATombstoneThatTheLaneHasPassedWithoutCopyingIt() {
        sides.copied("acme/a", "1");
        sides.source("acme/a", null);

        assertThat(keys(run(2))).containsExactly("acme/a");
    }

    @Test
    void shouldLeaveToTheLaneWhatItHasNotComeTo() {
        sides.copied("acme/a", "1");
        sides.copied("acme/b", "1");
        sides.source("acme/a", null);
        sides.source("acme/b", "2");
        sides.source("acme/c", "1");

        assertThat(run(2).findings().problems()).isZero();
    }

    @Test
    void shouldNotTakeAKeyForDeletedWhoseNewRecordTheLaneHasNotComeTo() {
        sides.copied("acme/a", "1");
        sides.source("acme/a", "2");
        sides.source.remove(0);

        assertThat(run(1).findings().problems()).isZero();
    }

    @Test
    void shouldTellOutOfDateAndAlteredValuesButSendNothingForThem() {
        sides.copied("acme/old", "1");
        long altered = sides.source("acme/altered", "1");
        sides.mirror("acme/altered", ">other", Optional.of(new Provenance(1, Sides.ORIGIN, altered)));
        sides.source("acme/old", "2");

        Reconciliation found = run(3);

        assertThat(found.findings()).isEqualTo(new Findings(2, 2, 0, 2, 0, 0, 0));
        assertThat(found.missing()).isEmpty();
    }

    @Test
    void shouldTellAllowedValuesThatAreAbsentAndNoOthers() {
        sides.source("acme/absent", "1");
        sides.source("acme/refused", "1");
        sides.source("acme/strict", "1");
        sides.source("acme/deleted", "1");
        sides.source("acme/deleted", null);
        sides.refused.add("acme/refused");
        sides.notMeant.add("acme/strict");

        assertThat(run(5).findings()).isEqualTo(new Findings(3, 0, 0, 0, 1, 0, 0));
    }

    @Test
    void shouldNotCallAValueOutOfDateThatIsNotMeantForThisTargetAnyMore() {
        sides.copied("acme/strict", "1");
        sides.source("acme/strict", "2");
        sides.notMeant.add("acme/strict");

        assertThat(run(2).findings().problems()).isZero();
    }

    @Test
    void shouldTellForeignRecordsAndDeleteThoseOfKeysThatTheSourceHasNot() {
        sides.copied("acme/a", "1");
        sides.mirror("acme/rogue", "1", Optional.empty());
        Origin other = new Origin("cluster-2", Uuid.randomUuid());
        sides.mirror("acme/a", ">1", Optional.of(new Provenance(1, other, 0)));

        Reconciliation found = run(1);

        assertThat(found.findings()).isEqualTo(new Findings(1, 2, 1, 1, 0, 2, 0));
        assertThat(keys(found)).containsExactly("acme/rogue");
    }

    @Test
    void shouldKeepWhatIsAtHomeInTheTargetNow() {
        sides.copied("acme/a", "1");
        sides.copied("acme/b", "1");
        sides.compactAway("acme/a");
        sides.atHomeHere.add("acme/a");

        assertThat(run(2).findings().problems()).isZero();
    }

    @Test
    void shouldNotTakeAbsenceForADeletionWhereTheSourceAlsoDeletesByAge() {
        sides.copied("acme/aged", "1");
        sides.copied("acme/deleted", "1");
        sides.source("acme/deleted", null);
        sides.compactAway("acme/aged");
        ReconcileTask task = new ReconcileTask(Sides.SOURCE, Sides.MIRROR, Sides.ORIGIN, 3, false, false);

        Reconciliation found = reconciler(100, 100).run(task, sides);

        assertThat(keys(found)).containsExactly("acme/deleted");
        assertThat(found.findings().unexplained()).isEqualTo(1);
    }

    @Test
    void shouldNotTakeAbsenceForADeletionWhereTheTopicWasCreatedAgainUnlessItsMirrorIsMadeAnew() {
        Origin former = new Origin("cluster-1", Uuid.randomUuid());
        sides.mirror("acme/former", ">1", Optional.of(new Provenance(1, former, 7)));
        sides.copied("acme/a", "1");
        ReconcileTask anew = new ReconcileTask(Sides.SOURCE, Sides.MIRROR, Sides.ORIGIN, 1, true, true);

        Reconciliation kept = run(1);
        Reconciliation deleted = reconciler(100, 100).run(anew, sides);

        assertThat(kept.missing()).isEmpty();
        assertThat(kept.findings()).isEqualTo(new Findings(1, 2, 0, 0, 0, 1, 1));
        assertThat(keys(deleted)).containsExactly("acme/former");
    }

    @Test
    void shouldCompareInPartsWhereThereAreMoreKeysThanItMayHold() {
        for (int i = 0; i < 500; i++) {
            sides.copied("acme/" + i, "1");
        }
        sides.compactAway("acme/7");
        sides.compactAway("acme/77");

        Reconciliation found = reconciler(50, 100).run(sides.task(500), sides);

        assertThat(keys(found)).containsExactlyInAnyOrder("acme/7", "acme/77");
        assertThat(found.findings()).isEqualTo(new Findings(498, 500, 2, 0, 0, 0, 0));
    }

    @Test
    void shouldSayWhereMoreIsMissingThanItMayGiveOut() {
        for (int i = 0; i < 10; i++) {
            sides.copied("acme/" + i, "1");
        }
        sides.copied("acme/last", "1");
        for (int i = 0; i < 10; i++) {
            sides.compactAway("acme/" + i);
        }

        Reconciliation found = reconciler(100, 4).run(sides.task(11), sides);

        assertThat(found.missing()).hasSize(4);
        assertThat(found.more()).isTrue();
        assertThat(found.findings().missing()).isEqualTo(10);
    }

    @Test
    void shouldGiveOutNoMoreThanItMayWhereMoreIsMissingInSeveralParts() {
        for (int i = 0; i < 500; i++) {
            sides.copied("acme/" + i, "1");
        }
        for (int i = 0; i < 300; i++) {
            sides.compactAway("acme/" + i);
        }

        Reconciliation first = reconciler(50, 40).run(sides.task(500), sides);
        first.missing().forEach(key -> sides.mirror(Sides.text(key), null, Optional.empty()));
        Reconciliation second = reconciler(50, 40).run(sides.task(500), sides);

        assertThat(first.missing()).hasSize(40);
        assertThat(first.more()).isTrue();
        assertThat(first.findings().missing()).isEqualTo(300);
        assertThat(second.missing()).hasSize(40);
        assertThat(keys(second)).doesNotContainAnyElementsOf(keys(first));
        assertThat(second.findings().missing()).isEqualTo(260);
    }

    @Test
    void shouldRefuseToCompareWithASourceThatDoesNotReachTheLedger() {
        sides.copied("acme/a", "1");
        sides.copied("acme/b", "1");
        sides.source.remove(1);

        assertThatThrownBy(() -> run(2)).isInstanceOf(SourceBehindException.class);
    }

    @Test
    void shouldNotReadASourceOfWhichNothingHasBeenCopied() {
        sides.source("acme/a", "1");

        assertThat(run(0).findings()).isEqualTo(Findings.NONE);
        assertThat(sides.asked).isZero();
    }

    private Reconciliation run(long position) {
        return reconciler(100, 100).run(sides.task(position), sides);
    }

    private PartitionReconciler reconciler(int maxKeys, int maxMissing) {
        return new PartitionReconciler(
                sides::sourceConsumer,
                sides::mirrorConsumer,
                sides::mirrorConsumer,
                Duration.ofSeconds(10),
                maxKeys,
                maxMissing);
    }

    private static List<String> keys(Reconciliation found) {
        return found.missing().stream().map(Sides::text).toList();
    }
}
