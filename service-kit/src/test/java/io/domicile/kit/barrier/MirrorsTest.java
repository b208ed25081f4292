package io.domicile.kit.barrier;

import static org.assertj.core.api.Assertions.assertThat;

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
        says(STANDBY, "egress.role-definitions-0", 7);
        says(STANDBY, "egress.role-definitions-1", 8);
        says(OTHER, "egress.role-definitions-0", 1);
        says(STANDBY, "forward.eu-central-0", 0);

        assertThat(behind(Set.of(STANDBY))).isEmpty();
        assertThat(behind(Set.of())).isEmpty();
    }

    @Test
    void shouldNameALaneThatIsBehindAndOneThatCannotBeReadAndOneThatNobodySpeaksFor() {
        says(STANDBY, "egress.role-definitions-1", 6);
        words.put(new Member(MemberKind.LINK, OTHER, "egress.role-definitions-0"), Optional.empty());
        says(OTHER, "egress.role-definitions-1", 7);

        assertThat(behind(Set.of(STANDBY, OTHER)))
                .containsExactly(
                        "link/eu-central/egress.role-definitions-0",
                        "link/eu-central/egress.role-definitions-1",
                        "link/us-east/egress.role-definitions-0");
    }

    private Set<String> behind(Set<RegionId> standbys) {
        return Mirrors.behind(words, standbys, Map.of("egress.role-definitions", 2), 7, Acknowledgement::tombstoned);
    }

    private void says(RegionId region, String lane, long tombstoned) {
        Member member = new Member(MemberKind.LINK, region, lane);
        words.put(
                member,
                Optional.of(new Acknowledgement(member, Map.of(), tombstoned, 0, Duration.ZERO, Duration.ZERO)));
    }
}
