package io.domicile.kit.barrier;

import static org.assertj.core.api.Assertions.assertThat;

import io.domicile.kit.topic.Topics;
import io.domicile.residency.DataClass;
import io.domicile.residency.RegionId;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class MirrorsTest {

    private static final RegionId STANDBY = new RegionId("eu-central");
    private static final RegionId OTHER = new RegionId("us-east");

    private final Map<Member, Optional<Acknowledgement>> words = new HashMap<>();

    @Test
    void shouldBeRidOfThemWhenEveryLaneOfTheStandbyIs() {
        DataClass.replicated().forEach(dataClass -> says(STANDBY, Topics.egress(dataClass) + "-0", 7));
        says(OTHER, Topics.egress(DataClass.ROLE_DEFINITIONS) + "-0", 1);
        says(STANDBY, "forward.eu-central-0", 0);

        assertThat(behind(Set.of(STANDBY))).isEmpty();
        assertThat(behind(Set.of())).isEmpty();
    }

    @Test
    void shouldNameALaneThatIsBehindAndOneThatCannotBeRead() {
        DataClass.replicated().forEach(dataClass -> says(STANDBY, Topics.egress(dataClass) + "-0", 7));
        says(STANDBY, "egress.role-definitions-1", 6);
        words.put(new Member(MemberKind.LINK, STANDBY, "egress.role-definitions-2"), Optional.empty());

        assertThat(behind(Set.of(STANDBY)))
                .containsExactly(
                        "link/eu-central/egress.role-definitions-1", "link/eu-central/egress.role-definitions-2");
    }

    @Test
    void shouldNameTheTopicsThatNoLaneSpeaksFor() {
        says(STANDBY, "egress.role-definitions-0", 7);

        assertThat(behind(Set.of(STANDBY)))
                .containsExactly(
                        "link/eu-central/egress.api-key-metadata",
                        "link/eu-central/egress.organization-settings",
                        "link/eu-central/egress.user-credentials");
    }

    private Set<String> behind(Set<RegionId> standbys) {
        return Mirrors.behind(words, standbys, 7, Acknowledgement::tombstoned);
    }

    private void says(RegionId region, String lane, long tombstoned) {
        Member member = new Member(MemberKind.LINK, region, lane);
        words.put(
                member,
                Optional.of(new Acknowledgement(member, Map.of(), tombstoned, 0, Duration.ZERO, Duration.ZERO)));
    }
}
