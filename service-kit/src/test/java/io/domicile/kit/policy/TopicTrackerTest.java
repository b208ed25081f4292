package io.domicile.kit.policy;

import static io.domicile.kit.policy.Samples.ACME;
import static io.domicile.kit.policy.Samples.BOREALIS;
import static io.domicile.kit.policy.Samples.WEST;
import static io.domicile.kit.policy.Samples.entry;
import static io.domicile.kit.policy.Samples.manifest;
import static io.domicile.kit.policy.Samples.policy;
import static io.domicile.kit.policy.Samples.unreadable;
import static org.assertj.core.api.Assertions.assertThat;

import io.domicile.kit.policy.EntryState.Readable;
import io.domicile.kit.policy.GateStatus.Reason;
import io.domicile.residency.policy.OrganizationPolicy;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class TopicTrackerTest {

    private static final OrganizationPolicy FIRST = policy(ACME, WEST, false, 1);
    private static final OrganizationPolicy SECOND = policy(ACME, WEST, true, 2);
    private static final OrganizationPolicy OTHER = policy(BOREALIS, WEST, true, 1);

    private final TopicTracker tracker = new TopicTracker(WEST);

    private TopicVerdict read(PolicyRecord... records) {
        for (PolicyRecord next : records) {
            tracker.apply(next);
        }
        tracker.judge();
        return tracker.verdict();
    }

    private static TopicVerdict rejected(Reason reason) {
        return new TopicVerdict.Rejected(reason);
    }

    private static TopicVerdict verified(long generation, OrganizationPolicy... policies) {
        return new TopicVerdict.Verified(Samples.content(generation, policies), false);
    }

    @Test
    void shouldBeLoadingBeforeItWasJudged() {
        tracker.apply(manifest(1));

        assertThat(tracker.verdict()).isEqualTo(rejected(Reason.LOADING));
        assertThat(tracker.lastKnown()).isEmpty();
        assertThat(tracker.isJudged()).isFalse();

        tracker.judge();
        assertThat(tracker.isJudged()).isTrue();
    }

    @Test
    void shouldNotTakeAnEmptyTopicForPolicy() {
        assertThat(read()).isEqualTo(rejected(Reason.NO_MANIFEST));
    }

    @Test
    void shouldBelieveInNoPoliciesOnlyIfTheManifestSaysSo() {
        assertThat(read(manifest(1))).isEqualTo(verified(1));
    }

    @Test
    void shouldRejectEntriesWithoutAManifest() {
        assertThat(read(entry(FIRST))).isEqualTo(rejected(Reason.NO_MANIFEST));
    }

    @Test
    void shouldRejectAWrongCountAndAWrongDigest() {
        assertThat(read(entry(FIRST), manifest(1))).isEqualTo(rejected(Reason.MANIFEST_MISMATCH));
        assertThat(read(entry(FIRST), manifest(2, FIRST, OTHER))).isEqualTo(rejected(Reason.MANIFEST_MISMATCH));
        assertThat(read(entry(FIRST), manifest(3, SECOND))).isEqualTo(rejected(Reason.MANIFEST_MISMATCH));
        assertThat(read(entry(FIRST), manifest(4, FIRST))).isEqualTo(verified(4, FIRST));
    }

    @Test
    void shouldJudgeOnlyTheLastManifestOfWhatWasReadAtOnce() {
        assertThat(read(manifest(1, OTHER), entry(FIRST), manifest(2, FIRST))).isEqualTo(verified(2, FIRST));
    }

    @Test
    void shouldApplyAReadableChangeAtItsManifest() {
        read(entry(FIRST), manifest(1, FIRST));

        assertThat(read(entry(SECOND))).isEqualTo(verified(1, FIRST));
        assertThat(read(manifest(2, SECOND))).isEqualTo(verified(2, SECOND));
    }

    @ParameterizedTest
    @EnumSource(EntryProblem.class)
    void shouldDenyAnUnreadableEntryBeforeItsManifest(EntryProblem problem) {
        read(entry(FIRST), entry(OTHER), manifest(1, FIRST, OTHER));

        TopicVerdict verdict = read(entry(SECOND), unreadable(ACME, problem));

        assertThat(verdict).isInstanceOfSatisfying(TopicVerdict.Verified.class, verified -> {
            assertThat(verified.isDigestTolerated()).isTrue();
            assertThat(verified.content().entries())
                    .containsEntry(ACME, new EntryState.Unreadable(problem))
                    .containsEntry(BOREALIS, new Readable(OTHER));
        });
    }

    @Test
    void shouldDenyOnlyThatOrganizationWhenGarbageLiesUnderAKeyTheManifestDidNotCount() {
        read(entry(FIRST), manifest(1, FIRST));

        TopicVerdict verdict = read(unreadable(BOREALIS, EntryProblem.MALFORMED));

        assertThat(verdict).isInstanceOfSatisfying(TopicVerdict.Verified.class, verified -> {
            assertThat(verified.isDigestTolerated()).isFalse();
            assertThat(verified.content().entries())
                    .containsEntry(ACME, new Readable(FIRST))
                    .containsEntry(BOREALIS, new EntryState.Unreadable(EntryProblem.MALFORMED));
        });
    }

    @Test
    void shouldMissMoreEntriesThanLateGarbageCanExplain() {
        assertThat(read(manifest(1, FIRST, OTHER), unreadable(ACME, EntryProblem.MALFORMED)))
                .isEqualTo(rejected(Reason.MANIFEST_MISMATCH));
    }

    @Test
    void shouldNotReviveADeniedEntryBeforeTheManifestOfItsSuccessor() {
        read(entry(FIRST), manifest(1, FIRST), unreadable(ACME, EntryProblem.TOMBSTONE), entry(SECOND));
        assertThat(tracker.image().entries().get(ACME)).isInstanceOf(EntryState.Unreadable.class);

        assertThat(read(manifest(2, SECOND))).isEqualTo(verified(2, SECOND));
    }

    @Test
    void shouldNotTolerateAWrongCountBesideAnUnreadableEntry() {
        assertThat(read(unreadable(ACME, EntryProblem.MALFORMED), manifest(1, FIRST, OTHER)))
                .isEqualTo(rejected(Reason.MANIFEST_MISMATCH));
    }

    @Test
    void shouldNotTolerateAWrongDigestWithoutAnUnreadableEntry() {
        assertThat(read(entry(SECOND), manifest(1, FIRST))).isEqualTo(rejected(Reason.MANIFEST_MISMATCH));
    }

    @Test
    void shouldRejectAnUnreadableManifestAndRecoverAtTheNext() {
        read(entry(FIRST), manifest(1, FIRST));

        assertThat(read(new PolicyRecord.UnreadableManifest())).isEqualTo(rejected(Reason.NO_MANIFEST));
        assertThat(read(manifest(2, FIRST))).isEqualTo(verified(2, FIRST));
    }

    @Test
    void shouldRejectAGenerationBelowTheHighestVerifiedAlsoAfterReadingAgain() {
        read(entry(FIRST), manifest(5, FIRST));

        tracker.restart();

        assertThat(read(entry(FIRST), manifest(4, FIRST))).isEqualTo(rejected(Reason.GENERATION_REGRESSED));
        assertThat(read(manifest(5, FIRST))).isEqualTo(verified(5, FIRST));
    }

    @Test
    void shouldNotRememberAGenerationThatWasNotVerified() {
        assertThat(read(manifest(Long.MAX_VALUE, OTHER))).isEqualTo(rejected(Reason.MANIFEST_MISMATCH));

        assertThat(read(manifest(1))).isEqualTo(verified(1));
    }

    @Test
    void shouldKeepItsVerdictWhileItIsReadAgain() {
        read(entry(FIRST), manifest(1, FIRST));

        tracker.restart();

        assertThat(tracker.verdict()).isEqualTo(verified(1, FIRST));
        assertThat(tracker.isJudged()).isFalse();
    }

    @Test
    void shouldLoseItsVerdictWhenANewRecordCannotBeDecodedForNow() {
        read(manifest(1));

        tracker.stall();

        assertThat(tracker.verdict()).isEqualTo(rejected(Reason.LOADING));
        assertThat(tracker.lastKnown()).contains(Samples.content(1));
    }

    @Test
    void shouldRejectAGenerationBelowTheHighestThatIsRemembered() {
        tracker.remember(5);
        tracker.remember(3);
        assertThat(tracker.highestVerified()).isEqualTo(5);

        assertThat(read(entry(FIRST), manifest(4, FIRST))).isEqualTo(rejected(Reason.GENERATION_REGRESSED));
        assertThat(tracker.lastKnown()).isEmpty();
        assertThat(read(manifest(5, FIRST))).isEqualTo(verified(5, FIRST));
        assertThat(read(manifest(6, FIRST))).isEqualTo(verified(6, FIRST));
        assertThat(tracker.highestVerified()).isEqualTo(6);
    }

    @Test
    void shouldRejectWhateverIsWrittenWithoutARiseOfAGenerationThatWasSetBack() {
        tracker.remember(7);

        assertThat(read(entry(FIRST), manifest(5, FIRST))).isEqualTo(rejected(Reason.GENERATION_REGRESSED));
        assertThat(read(entry(OTHER), manifest(5, FIRST, OTHER))).isEqualTo(rejected(Reason.GENERATION_REGRESSED));
        assertThat(read(entry(SECOND), manifest(5, SECOND, OTHER))).isEqualTo(rejected(Reason.GENERATION_REGRESSED));

        assertThat(read(manifest(8, SECOND, OTHER))).isEqualTo(verified(8, SECOND, OTHER));
    }

    @Test
    void shouldRejectOtherEntriesUnderTheGenerationVerifiedLast() {
        read(entry(FIRST), manifest(5, FIRST));

        assertThat(read(entry(SECOND), manifest(5, SECOND))).isEqualTo(rejected(Reason.GENERATION_REGRESSED));
        assertThat(tracker.lastKnown()).contains(Samples.content(5, FIRST));
        tracker.restart();
        assertThat(read(entry(SECOND), manifest(5, SECOND))).isEqualTo(rejected(Reason.GENERATION_REGRESSED));

        assertThat(read(manifest(6, SECOND))).isEqualTo(verified(6, SECOND));
    }

    @Test
    void shouldRejectATopicThatWasCreatedAgainAndNotAdoptedYet() {
        assertThat(read(manifest(0))).isEqualTo(rejected(Reason.GENERATION_REGRESSED));

        assertThat(read(manifest(1))).isEqualTo(verified(1));
    }

    @Test
    void shouldGiveTheSameContentWhereNothingButHeartbeatsCame() {
        read(entry(FIRST), manifest(1, FIRST));
        TopicContent content = tracker.lastKnown().orElseThrow();

        read(new PolicyRecord.Foreign());

        assertThat(tracker.lastKnown().orElseThrow()).isSameAs(content);
    }

    @Test
    void shouldKnowTheLastVerifiedContentLessWhatBecameUnreadable() {
        read(entry(FIRST), entry(OTHER), manifest(1, FIRST, OTHER));

        read(unreadable(ACME, EntryProblem.TOMBSTONE), manifest(2));

        assertThat(tracker.verdict()).isEqualTo(rejected(Reason.MANIFEST_MISMATCH));
        TopicContent known = tracker.lastKnown().orElseThrow();
        assertThat(known.generation()).isEqualTo(1);
        assertThat(known.entries())
                .containsEntry(ACME, new EntryState.Unreadable(EntryProblem.TOMBSTONE))
                .containsEntry(BOREALIS, new Readable(OTHER));
    }

    @Test
    void shouldBeDoubtfulOnlyWhenJudgedAndNotWhollyInOrder() {
        assertThat(tracker.isDoubtful()).isFalse();
        read();
        assertThat(tracker.isDoubtful()).isTrue();
        read(entry(FIRST), manifest(1, FIRST));
        assertThat(tracker.isDoubtful()).isFalse();
        read(unreadable(ACME, EntryProblem.UNKNOWN_SCHEMA));
        assertThat(tracker.isDoubtful()).isTrue();
    }

    @Test
    void shouldCountWhatMeansNothingAndWhatWaits() {
        read(new PolicyRecord.Foreign(), entry(FIRST), manifest(3, FIRST), entry(OTHER));

        assertThat(List.of(
                        tracker.image().foreignRecords(), (long) tracker.image().pendingCount()))
                .containsExactly(1L, 1L);
        assertThat(tracker.image().highestEpoch(BOREALIS)).isEqualTo(1);
        assertThat(tracker.image().highestGeneration()).isEqualTo(3);
    }
}
