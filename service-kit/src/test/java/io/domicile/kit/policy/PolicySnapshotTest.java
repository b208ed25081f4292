package io.domicile.kit.policy;

import static io.domicile.kit.policy.Samples.ACME;
import static io.domicile.kit.policy.Samples.BOREALIS;
import static io.domicile.kit.policy.Samples.CENTRAL;
import static io.domicile.kit.policy.Samples.EAST;
import static io.domicile.kit.policy.Samples.WEST;
import static io.domicile.kit.policy.Samples.content;
import static io.domicile.kit.policy.Samples.denying;
import static io.domicile.kit.policy.Samples.policy;
import static org.assertj.core.api.Assertions.assertThat;

import io.domicile.residency.policy.OrganizationPolicy;
import io.domicile.residency.policy.PolicyLookup;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PolicySnapshotTest {

    private static PolicyLookup known(OrganizationPolicy policy) {
        return new PolicyLookup.Known(policy);
    }

    @Test
    void shouldKnowOrganizationsOfTheOwnTopicAndOfMirrors() {
        OrganizationPolicy own = policy(ACME, WEST, false, 1);
        OrganizationPolicy foreign = policy(BOREALIS, EAST, true, 1);

        PolicySnapshot snapshot = PolicySnapshot.merge(Map.of(WEST, content(1, own), EAST, content(1, foreign)));

        assertThat(snapshot.lookup(ACME)).isEqualTo(known(own));
        assertThat(snapshot.lookup(BOREALIS)).isEqualTo(known(foreign));
        assertThat(snapshot.conflicts()).isZero();
    }

    @Test
    void shouldIgnoreAndCountAnEntryThatNamesAnotherHomeThanItsTopic() {
        OrganizationPolicy misplaced = policy(ACME, WEST, false, 9);

        PolicySnapshot snapshot = PolicySnapshot.merge(Map.of(WEST, content(1), EAST, content(1, misplaced)));

        assertThat(snapshot.lookup(ACME)).isEqualTo(PolicyLookup.UNKNOWN);
        assertThat(snapshot.misplaced(EAST)).isEqualTo(1);
        assertThat(snapshot.misplaced(WEST)).isZero();
    }

    @Test
    void shouldDenyAnOrganizationThatIsUnreadableInAnyTopic() {
        OrganizationPolicy own = policy(ACME, WEST, false, 1);

        PolicySnapshot snapshot = PolicySnapshot.merge(Map.of(WEST, content(1, own), EAST, denying(ACME)));

        assertThat(snapshot.lookup(ACME)).isEqualTo(PolicyLookup.UNREADABLE);
        assertThat(snapshot.lookup(BOREALIS)).isEqualTo(PolicyLookup.UNKNOWN);
    }

    @Test
    void shouldLetTheHigherEpochWin() {
        OrganizationPolicy older = policy(ACME, WEST, true, 1);
        OrganizationPolicy newer = policy(ACME, EAST, false, 2);

        PolicySnapshot snapshot = PolicySnapshot.merge(Map.of(WEST, content(1, older), EAST, content(1, newer)));

        assertThat(snapshot.lookup(ACME)).isEqualTo(known(newer));
        assertThat(snapshot.conflicts()).isZero();
    }

    @Test
    void shouldLetTheStrictClaimWinAtTheSameEpochAndCountTheConflict() {
        OrganizationPolicy open = policy(ACME, WEST, false, 2);
        OrganizationPolicy strict = policy(ACME, EAST, true, 2);
        OrganizationPolicy alsoOpen = policy(ACME, CENTRAL, false, 2);

        PolicySnapshot snapshot = PolicySnapshot.merge(
                Map.of(WEST, content(1, open), EAST, content(1, strict), CENTRAL, content(1, alsoOpen)));

        assertThat(snapshot.lookup(ACME)).isEqualTo(known(strict));
        assertThat(snapshot.conflicts()).isEqualTo(1);
    }

    @Test
    void shouldDenyAnOrganizationThatTwoHomesClaimWithoutOneBeingStricter() {
        for (boolean strict : new boolean[] {true, false}) {
            PolicySnapshot snapshot = PolicySnapshot.merge(Map.of(
                    WEST, content(1, policy(ACME, WEST, strict, 2)), EAST, content(1, policy(ACME, EAST, strict, 2))));

            assertThat(snapshot.lookup(ACME)).isEqualTo(PolicyLookup.UNREADABLE);
            assertThat(snapshot.conflicts()).isEqualTo(1);
        }
    }

    @Test
    void shouldForgetAConflictBelowTheHighestEpoch() {
        OrganizationPolicy newest = policy(ACME, CENTRAL, false, 3);

        PolicySnapshot snapshot = PolicySnapshot.merge(Map.of(
                WEST, content(1, policy(ACME, WEST, true, 2)),
                EAST, content(1, policy(ACME, EAST, true, 2)),
                CENTRAL, content(1, newest)));

        assertThat(snapshot.lookup(ACME)).isEqualTo(known(newest));
        assertThat(snapshot.conflicts()).isZero();
    }
}
