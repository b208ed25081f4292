package io.domicile.kit.policy;

import static io.domicile.kit.policy.Samples.ACME;
import static io.domicile.kit.policy.Samples.BOREALIS;
import static io.domicile.kit.policy.Samples.EAST;
import static io.domicile.kit.policy.Samples.WEST;
import static io.domicile.kit.policy.Samples.entry;
import static io.domicile.kit.policy.Samples.manifest;
import static io.domicile.kit.policy.Samples.policy;
import static io.domicile.kit.policy.Samples.unreadable;
import static org.assertj.core.api.Assertions.assertThat;

import io.domicile.residency.policy.OrganizationPolicy;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TopicImageTest {

    private static final OrganizationPolicy FIRST = policy(ACME, WEST, false, 1);
    private static final OrganizationPolicy SECOND = policy(ACME, WEST, true, 2);

    private final TopicImage image = new TopicImage();

    @Test
    void shouldTakeAChangeForWhatWouldCountAndLeaveWhatDoes() {
        read(entry(FIRST), manifest(1, FIRST), entry(SECOND));

        assertThat(image.entries()).containsEntry(ACME, new EntryState.Readable(FIRST));
        assertThat(image.entriesWithPending()).containsExactly(Map.entry(ACME, new EntryState.Readable(SECOND)));
        assertThat(image.pendingCount()).isEqualTo(1);
    }

    @Test
    void shouldNotTolerateGarbageThatTheManifestCameAfter() {
        Manifest uncounted = new Manifest(1, 1, PolicyDigest.of(List.of(FIRST)));
        read(entry(FIRST), unreadable(BOREALIS, EntryProblem.MALFORMED), new PolicyRecord.ReadableManifest(uncounted));

        assertThat(image.judge()).isEqualTo(new TopicVerdict.Rejected(GateStatus.Reason.MANIFEST_MISMATCH));
    }

    @Test
    void shouldBeEmptyUntilAnythingWithAMeaningWasRead() {
        assertThat(image.isEmpty()).isTrue();

        read(new PolicyRecord.Foreign(), new PolicyRecord.Heartbeat(Duration.ofSeconds(1)));

        assertThat(image.isEmpty()).isTrue();
        assertThat(image.foreignRecords()).isEqualTo(1);
        assertThat(after(entry(FIRST)).isEmpty()).isFalse();
        assertThat(after(unreadable(ACME, EntryProblem.MALFORMED)).isEmpty()).isFalse();
        assertThat(after(manifest(1)).isEmpty()).isFalse();
        assertThat(after(manifest(0)).isEmpty()).isFalse();
        assertThat(after(manifest(1), new PolicyRecord.UnreadableManifest()).isEmpty())
                .isFalse();
    }

    @Test
    void shouldBeSetBackBelowWhatWasVerifiedOrReadAndInATopicCreatedAgain() {
        assertThat(after().isSetBack(0)).isFalse();
        assertThat(after().isSetBack(1)).isTrue();
        assertThat(after(manifest(0)).isSetBack(0)).isTrue();
        assertThat(after(manifest(5)).isSetBack(5)).isFalse();
        assertThat(after(manifest(5)).isSetBack(7)).isTrue();
        assertThat(after(manifest(7), manifest(5)).isSetBack(0)).isTrue();
        assertThat(after(manifest(7), manifest(5), manifest(8)).isSetBack(7)).isFalse();
    }

    @Test
    void shouldFindWhoElseClaimsAnOrganization() {
        Elsewhere elsewhere = new Elsewhere(Map.of(
                EAST, after(entry(policy(ACME, EAST, false, 3)), entry(policy(BOREALIS, WEST, false, 9))),
                WEST, after(entry(policy(ACME, WEST, false, 5)), unreadable(BOREALIS, EntryProblem.MALFORMED))));

        assertThat(elsewhere.claimant(ACME, 1)).contains(WEST);
        assertThat(elsewhere.claimant(ACME, 5)).contains(WEST);
        assertThat(elsewhere.claimant(ACME, 6)).isEmpty();
        assertThat(elsewhere.claimant(BOREALIS, 1)).isEmpty();
        assertThat(elsewhere.highestEpoch(ACME)).isEqualTo(5);
        assertThat(elsewhere.highestEpoch(BOREALIS)).isEqualTo(9);
        assertThat(new Elsewhere(Map.of()).highestEpoch(ACME)).isZero();
    }

    private void read(PolicyRecord... records) {
        for (PolicyRecord next : records) {
            image.apply(next);
        }
    }

    private static TopicImage after(PolicyRecord... records) {
        TopicImage image = new TopicImage();
        for (PolicyRecord next : records) {
            image.apply(next);
        }
        return image;
    }
}
