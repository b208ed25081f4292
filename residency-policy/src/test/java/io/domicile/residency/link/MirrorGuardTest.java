package io.domicile.residency.link;

import static org.assertj.core.api.Assertions.assertThat;

import io.domicile.residency.OrganizationId;
import io.domicile.residency.RegionId;
import io.domicile.residency.link.MirrorGuard.Answer;
import io.domicile.residency.policy.OrganizationPolicy;
import io.domicile.residency.policy.OrganizationState;
import io.domicile.residency.policy.PolicyLookup;
import java.util.List;
import org.junit.jupiter.api.Test;

class MirrorGuardTest {

    private static final RegionId WEST = new RegionId("eu-west");
    private static final RegionId CENTRAL = new RegionId("eu-central");
    private static final RegionId EAST = new RegionId("us-east");
    private static final OrganizationId ACME = new OrganizationId("acme");

    private final MirrorGuard guard = new MirrorGuard(WEST, CENTRAL);

    @Test
    void shouldKeepWhatAStandbyMayHold() {
        assertThat(ask(WEST, List.of(CENTRAL), false, OrganizationState.ACTIVE)).isEqualTo(Answer.KEEP);
        assertThat(ask(WEST, List.of(CENTRAL), false, OrganizationState.SUSPENDED))
                .isEqualTo(Answer.KEEP);
    }

    @Test
    void shouldEraseWhatIsStrictElsewhereNoLongerOnAStandbyOrEnded() {
        assertThat(ask(WEST, List.of(CENTRAL), true, OrganizationState.ACTIVE)).isEqualTo(Answer.ERASE);
        assertThat(ask(WEST, List.of(), false, OrganizationState.ACTIVE)).isEqualTo(Answer.ERASE);
        assertThat(ask(WEST, List.of(EAST), false, OrganizationState.ACTIVE)).isEqualTo(Answer.ERASE);
        assertThat(ask(EAST, List.of(CENTRAL), false, OrganizationState.ACTIVE)).isEqualTo(Answer.ERASE);
        assertThat(ask(WEST, List.of(CENTRAL), false, OrganizationState.REMOVED))
                .isEqualTo(Answer.ERASE);
        assertThat(ask(CENTRAL, List.of(), false, OrganizationState.REMOVED)).isEqualTo(Answer.ERASE);
    }

    @Test
    void shouldKeepTheCopiesOfAnOrganizationThatIsAtHomeHereNow() {
        assertThat(ask(CENTRAL, List.of(), true, OrganizationState.ACTIVE)).isEqualTo(Answer.KEEP);
        assertThat(ask(CENTRAL, List.of(WEST), false, OrganizationState.ACTIVE)).isEqualTo(Answer.KEEP);
    }

    @Test
    void shouldEraseNothingWithoutAPolicyThatForbidsIt() {
        assertThat(guard.ask(ACME, organization -> PolicyLookup.UNKNOWN)).isEqualTo(Answer.KEEP);
        assertThat(guard.ask(ACME, organization -> PolicyLookup.UNREADABLE)).isEqualTo(Answer.UNCERTAIN);
        assertThat(guard.ask(ACME, organization -> PolicyLookup.STALE)).isEqualTo(Answer.UNCERTAIN);
    }

    @Test
    void shouldFollowTheSourcesDeletionsUnlessTheTargetHasBecomeTheHome() {
        assertThat(guard.followsSource(ACME, organization -> known(WEST))).isTrue();
        assertThat(guard.followsSource(ACME, organization -> known(EAST))).isTrue();
        assertThat(guard.followsSource(ACME, organization -> PolicyLookup.UNKNOWN))
                .isTrue();
        assertThat(guard.followsSource(ACME, organization -> known(CENTRAL))).isFalse();
        assertThat(guard.followsSource(ACME, organization -> PolicyLookup.UNREADABLE))
                .isFalse();
        assertThat(guard.followsSource(ACME, organization -> PolicyLookup.STALE))
                .isFalse();
    }

    private static PolicyLookup known(RegionId home) {
        return new PolicyLookup.Known(
                new OrganizationPolicy(ACME, home, List.of(), false, false, OrganizationState.ACTIVE, 1));
    }

    private Answer ask(RegionId home, List<RegionId> standbys, boolean strict, OrganizationState state) {
        return guard.ask(
                ACME,
                organization ->
                        new PolicyLookup.Known(new OrganizationPolicy(ACME, home, standbys, strict, false, state, 1)));
    }
}
