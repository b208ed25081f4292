package io.domicile.residency.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.domicile.residency.OrganizationId;
import io.domicile.residency.RegionId;
import io.domicile.residency.region.Jurisdiction;
import io.domicile.residency.region.Region;
import io.domicile.residency.region.RegionCatalogue;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class OrganizationPolicyTest {

    private static final RegionCatalogue CATALOGUE =
            new RegionCatalogue(Stream.of("eu-west EU", "eu-central EU", "us-east US")
                    .map(OrganizationPolicyTest::region)
                    .toList());

    @Test
    void shouldFindNothingWrongWithSoundPolicies() {
        assertThat(policy("eu-west", false).problems(CATALOGUE)).isEmpty();
        assertThat(policy("eu-west", false, "eu-central").problems(CATALOGUE)).isEmpty();
        assertThat(policy("eu-west", true, "eu-central", "us-east").problems(CATALOGUE))
                .isEmpty();
    }

    @Test
    void shouldKeepStandbysInTheHomesJurisdictionUnlessToldOtherwise() {
        assertThat(policy("eu-west", false, "us-east").problems(CATALOGUE))
                .singleElement()
                .asString()
                .contains("us-east", "jurisdiction", "cross_jurisdiction_standby: true");
        assertThat(policy("us-east", false, "eu-west", "eu-central").problems(CATALOGUE))
                .hasSize(2);
    }

    @Test
    void shouldRejectRegionsNobodyKnowsEvenWhereJurisdictionsDoNotMatter() {
        assertThat(policy("eu-nowhere", false).problems(CATALOGUE))
                .singleElement()
                .asString()
                .contains("eu-nowhere");
        assertThat(policy("eu-west", true, "mars").problems(CATALOGUE))
                .singleElement()
                .asString()
                .contains("mars");
        assertThat(policy("eu-nowhere", false, "eu-west").problems(CATALOGUE)).hasSize(2);
    }

    @Test
    void shouldRejectTheHomeAsItsOwnStandbyAndARegionListedTwice() {
        assertThat(policy("eu-west", false, "eu-west").problems(CATALOGUE))
                .singleElement()
                .asString()
                .contains("eu-west", "home");
        assertThat(policy("eu-west", false, "eu-central", "eu-central").problems(CATALOGUE))
                .singleElement()
                .asString()
                .contains("twice");
    }

    @Test
    void shouldReportEveryProblemAtOnceAndNeverTheOrganization() {
        List<String> problems = policy("nowhere", false, "mars", "nowhere", "us-east", "us-east")
                .problems(CATALOGUE);

        assertThat(problems).hasSize(6).noneMatch(problem -> problem.contains("acme"));
    }

    @Test
    void shouldStartItsEpochsAtOne() {
        for (long epoch : new long[] {0, -1, Long.MIN_VALUE}) {
            assertThatThrownBy(() -> new OrganizationPolicy(
                            new OrganizationId("acme"),
                            new RegionId("eu-west"),
                            List.of(),
                            true,
                            false,
                            OrganizationState.ACTIVE,
                            epoch))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("epoch")
                    .hasMessageNotContaining("acme");
        }
    }

    @Test
    void shouldKeepItsOwnCopyOfTheStandbys() {
        List<RegionId> standbys = new ArrayList<>(List.of(new RegionId("eu-central")));
        OrganizationPolicy policy = new OrganizationPolicy(
                new OrganizationId("acme"),
                new RegionId("eu-west"),
                standbys,
                false,
                false,
                OrganizationState.ACTIVE,
                1);

        standbys.clear();

        assertThat(policy.standbys()).containsExactly(new RegionId("eu-central"));
    }

    @Test
    void shouldNotShowTheOrganizationInItsText() {
        assertThat(policy("eu-west", false).toString()).doesNotContain("acme");
    }

    private static OrganizationPolicy policy(String home, boolean crossJurisdiction, String... standbys) {
        return new OrganizationPolicy(
                new OrganizationId("acme"),
                new RegionId(home),
                Arrays.stream(standbys).map(RegionId::new).toList(),
                false,
                crossJurisdiction,
                OrganizationState.ACTIVE,
                1);
    }

    private static Region region(String idAndJurisdiction) {
        String[] parts = idAndJurisdiction.split(" ");
        return new Region(
                new RegionId(parts[0]),
                new Jurisdiction(parts[1]),
                "",
                "",
                new Region.Endpoints("", "", ""),
                List.of());
    }
}
