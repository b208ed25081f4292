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

import io.domicile.residency.OrganizationId;
import io.domicile.residency.policy.OrganizationPolicy;
import io.domicile.residency.policy.PolicyLookup;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class PolicySnapshotTest {

    private static final OrganizationId CYGNUS = new OrganizationId("cygnus");

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
    void shouldDenyAnOrganizationThatItsHomeGaveUpUntilTheNewHomeClaimsIt() {
        TopicContent givenUp = content(1, policy(ACME, EAST, false, 5));

        PolicySnapshot nobody = PolicySnapshot.merge(Map.of(WEST, givenUp, EAST, content(1)));
        PolicySnapshot earlier =
                PolicySnapshot.merge(Map.of(WEST, givenUp, EAST, content(1, policy(ACME, EAST, false, 4))));
        OrganizationPolicy claim = policy(ACME, EAST, false, 6);
        PolicySnapshot later = PolicySnapshot.merge(Map.of(WEST, givenUp, EAST, content(1, claim)));

        assertThat(nobody.lookup(ACME)).isEqualTo(PolicyLookup.UNREADABLE);
        assertThat(earlier.lookup(ACME)).isEqualTo(PolicyLookup.UNREADABLE);
        assertThat(later.lookup(ACME)).isEqualTo(known(claim));
        assertThat(later.conflicts()).isZero();
        assertThat(later.misplaced(WEST)).isEqualTo(1);
        assertThat(later.misplaced(EAST)).isZero();
    }

    @Test
    void shouldLetTheStricterWinBetweenAClaimAndWhatGivesUpAtItsEpoch() {
        OrganizationPolicy open = policy(ACME, EAST, false, 5);
        OrganizationPolicy strict = policy(ACME, EAST, true, 5);

        PolicySnapshot same = PolicySnapshot.merge(Map.of(WEST, content(1, open), EAST, content(1, open)));
        PolicySnapshot looser = PolicySnapshot.merge(Map.of(WEST, content(1, open), EAST, content(1, strict)));
        PolicySnapshot stricter = PolicySnapshot.merge(Map.of(WEST, content(1, strict), EAST, content(1, open)));
        PolicySnapshot elsewhere =
                PolicySnapshot.merge(Map.of(WEST, content(1, policy(ACME, CENTRAL, false, 5)), EAST, content(1, open)));

        assertThat(same.lookup(ACME)).isEqualTo(known(open));
        assertThat(same.conflicts()).isZero();
        assertThat(looser.lookup(ACME)).isEqualTo(known(strict));
        assertThat(stricter.lookup(ACME)).isEqualTo(PolicyLookup.UNREADABLE);
        assertThat(stricter.conflicts()).isEqualTo(1);
        assertThat(elsewhere.lookup(ACME)).isEqualTo(PolicyLookup.UNREADABLE);
        assertThat(elsewhere.conflicts()).isEqualTo(1);
    }

    @Test
    void shouldMakeStaleWhatIsAtHomeInAStaleRegionAndNothingElse() {
        OrganizationPolicy own = policy(ACME, WEST, false, 1);
        PolicySnapshot snapshot = PolicySnapshot.merge(Map.of(
                WEST, content(3, own), EAST, content(4, policy(BOREALIS, EAST, true, 1)), CENTRAL, denying(CYGNUS)));

        PolicySnapshot stale = snapshot.withStale(Set.of(EAST, CENTRAL));

        assertThat(stale.lookup(ACME)).isEqualTo(known(own));
        assertThat(stale.lookup(BOREALIS)).isEqualTo(PolicyLookup.STALE);
        assertThat(stale.lookup(CYGNUS)).isEqualTo(PolicyLookup.UNREADABLE);
        assertThat(stale.lookup(new OrganizationId("dunes"))).isEqualTo(PolicyLookup.UNKNOWN);
        assertThat(stale.generations()).isEqualTo(Map.of(WEST, 3L, EAST, 4L, CENTRAL, 1L));
        assertThat(snapshot.lookup(BOREALIS)).isInstanceOf(PolicyLookup.Known.class);
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
