package io.domicile.kit.policy;

import static io.domicile.kit.policy.Samples.ACME;
import static io.domicile.kit.policy.Samples.BOREALIS;
import static io.domicile.kit.policy.Samples.CENTRAL;
import static io.domicile.kit.policy.Samples.EAST;
import static io.domicile.kit.policy.Samples.policy;
import static org.assertj.core.api.Assertions.assertThat;

import io.domicile.residency.policy.OrganizationPolicy;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ElsewhereTest {

    private static TopicImage image(OrganizationPolicy... policies) {
        TopicImage image = new TopicImage();
        for (OrganizationPolicy policy : policies) {
            image.apply(Samples.entry(policy));
        }
        return image;
    }

    @Test
    void shouldKnowTheHighestEpochOfAnyMirrorWhateverHomeItNames() {
        Elsewhere elsewhere = new Elsewhere(Map.of(
                EAST, image(policy(ACME, EAST, false, 3)),
                CENTRAL, image(policy(ACME, CENTRAL, false, 9), policy(ACME, EAST, false, 7))));

        assertThat(elsewhere.highestEpoch(ACME)).isEqualTo(9);
        assertThat(elsewhere.highestEpoch(BOREALIS)).isZero();
    }

    @Test
    void shouldNameTheRegionThatClaimsWithAtLeastTheEpoch() {
        Elsewhere elsewhere = new Elsewhere(Map.of(
                EAST, image(policy(ACME, EAST, false, 3)),
                CENTRAL, image(policy(ACME, CENTRAL, false, 5))));

        assertThat(elsewhere.claimant(ACME, 0)).contains(CENTRAL);
        assertThat(elsewhere.claimant(ACME, 5)).contains(CENTRAL);
        assertThat(elsewhere.claimant(ACME, 6)).isEmpty();
        assertThat(elsewhere.claimant(BOREALIS, 0)).isEmpty();
    }

    @Test
    void shouldTakeNoReleaseForAClaim() {
        Elsewhere elsewhere = new Elsewhere(Map.of(EAST, image(policy(ACME, CENTRAL, false, 3))));

        assertThat(elsewhere.claimant(ACME, 0)).isEmpty();
        assertThat(elsewhere.highestEpoch(ACME)).isEqualTo(3);
    }
}
