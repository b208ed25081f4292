package io.domicile.kit.policy;

import static io.domicile.kit.policy.Samples.ACME;
import static io.domicile.kit.policy.Samples.CENTRAL;
import static io.domicile.kit.policy.Samples.EAST;
import static io.domicile.kit.policy.Samples.WEST;
import static io.domicile.kit.policy.Samples.policy;
import static org.assertj.core.api.Assertions.assertThat;

import io.domicile.residency.policy.OrganizationPolicy;
import io.domicile.residency.policy.PolicyLookup;
import org.junit.jupiter.api.Test;

class ClaimsTest {

    private static final OrganizationPolicy EARLIER = policy(ACME, EAST, true, 4);
    private static final OrganizationPolicy LATER = policy(ACME, WEST, false, 5);

    private final Claims claims = new Claims();

    @Test
    void shouldLetTheHigherEpochWinInWhateverOrderItIsHeard() {
        claims.add(LATER);
        claims.add(EARLIER);

        assertThat(claims.settle()).isEqualTo(new PolicyLookup.Known(LATER));
        assertThat(claims.isConflict()).isFalse();
    }

    @Test
    void shouldLetTheOneStrictClaimWinInWhateverOrderItIsHeard() {
        OrganizationPolicy strict = policy(ACME, CENTRAL, true, 5);
        claims.add(strict);
        claims.add(LATER);

        assertThat(claims.settle()).isEqualTo(new PolicyLookup.Known(strict));
        assertThat(claims.isConflict()).isTrue();
    }

    @Test
    void shouldForgetTheConflictOfAnEarlierEpoch() {
        claims.add(EARLIER);
        claims.add(policy(ACME, CENTRAL, true, 4));
        claims.add(LATER);

        assertThat(claims.settle()).isEqualTo(new PolicyLookup.Known(LATER));
        assertThat(claims.isConflict()).isFalse();
    }

    @Test
    void shouldIgnoreWhatWasGivenUpBelowTheClaim() {
        claims.add(LATER);
        claims.giveUp(policy(ACME, EAST, true, 4));

        assertThat(claims.settle()).isEqualTo(new PolicyLookup.Known(LATER));
        assertThat(claims.isConflict()).isFalse();
    }

    @Test
    void shouldKnowNothingWhereNobodyClaims() {
        claims.giveUp(LATER);

        assertThat(claims.settle()).isEqualTo(PolicyLookup.UNREADABLE);
        assertThat(claims.isConflict()).isFalse();
    }
}
