package io.domicile.kit.barrier;

import static org.assertj.core.api.Assertions.assertThat;

import io.domicile.residency.RegionId;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class BarrierTest {

    private static final RegionId HERE = new RegionId("eu-west");
    private static final RegionId STANDBY = new RegionId("eu-central");
    private static final Set<MemberKind> ALL = Set.of(MemberKind.values());
    private static final Duration A_YEAR = Duration.ofDays(365);
    private static final Member BRIDGE = new Member(MemberKind.BRIDGE, HERE, "bridge-0");
    private static final Member LANE = new Member(MemberKind.LINK, STANDBY, "egress.role-definitions-0");
    private static final Member TASK = RouterTasks.member(HERE, 3);

    private final Barrier barrier = new Barrier(HERE, 7);
    private final Map<Member, Optional<Acknowledgement>> words = new HashMap<>();

    @Test
    void shouldBeEnforcedWhenEveryMemberDecidesByTheGenerationOrALaterOne() {
        says(BRIDGE, 7);
        says(LANE, 8);
        says(TASK, 7);

        Standing standing = barrier.standing(words, Set.of(TASK), ALL);

        assertThat(standing.isEnforced(Duration.ZERO)).isTrue();
        assertThat(standing.acknowledged())
                .containsExactly(
                        "bridge/eu-west/bridge-0", "link/eu-central/egress.role-definitions-0", "router/eu-west/0_3");
    }

    @Test
    void shouldWaitForEverForASilentMemberWithoutALease() {
        says(BRIDGE, 6);

        Standing standing = barrier.standing(words, Set.of(), ALL);

        assertThat(standing.isEnforced(A_YEAR)).isFalse();
        assertThat(standing.outstanding(A_YEAR)).containsExactly("bridge/eu-west/bridge-0");
    }

    @Test
    void shouldWaitASilentTaskWithALeaseOutInThePolicysOwnRegion() {
        says(TASK, 6, Duration.ofSeconds(20), Duration.ofSeconds(5));
        Member foreign = RouterTasks.member(STANDBY, 3);
        says(foreign, 6, Duration.ofSeconds(20), Duration.ofSeconds(5));

        Standing standing = barrier.standing(words, Set.of(TASK), ALL);
        assertThat(standing.outstanding(Duration.ofSeconds(44))).contains("router/eu-west/0_3");
        assertThat(standing.outstanding(Duration.ofSeconds(45))).doesNotContain("router/eu-west/0_3");
        assertThat(barrier.standing(words, Set.of(foreign), ALL).outstanding(A_YEAR))
                .containsExactly("router/eu-central/0_3");
    }

    @Test
    void shouldNeverWaitABridgeOrALinkOut() {
        says(BRIDGE, 6, Duration.ofSeconds(1), Duration.ofSeconds(1));
        says(LANE, 6, Duration.ofSeconds(1), Duration.ofSeconds(1));

        assertThat(barrier.standing(words, Set.of(), ALL).outstanding(A_YEAR))
                .containsExactly("bridge/eu-west/bridge-0", "link/eu-central/egress.role-definitions-0");
    }

    @Test
    void shouldRequireTheWordOfEveryAssignedTask() {
        says(RouterTasks.member(HERE, 1), 7);

        assertThat(barrier.standing(words, Set.of(RouterTasks.member(HERE, 1)), ALL)
                        .isEnforced(Duration.ZERO))
                .isTrue();
        assertThat(barrier.standing(words, Set.of(RouterTasks.member(HERE, 1), TASK), ALL)
                        .outstanding(A_YEAR))
                .containsExactly("router/eu-west/0_3");
    }

    @Test
    void shouldLetTheTransactionOfATaskThatNobodyHasEndFirst() {
        says(TASK, 6, Duration.ZERO, Duration.ofSeconds(5));
        Member unknown = RouterTasks.member(HERE, 4);
        words.put(unknown, Optional.empty());

        Standing standing = barrier.standing(words, Set.of(), ALL);

        assertThat(standing.outstanding(Duration.ofSeconds(24)))
                .containsExactly("router/eu-west/0_3", "router/eu-west/0_4");
        assertThat(standing.outstanding(Duration.ofSeconds(25))).containsExactly("router/eu-west/0_4");
        assertThat(standing.isEnforced(Duration.ofSeconds(80))).isTrue();
    }

    @Test
    void shouldNotTakeAMemberAtAWordThatCannotBeRead() {
        words.put(BRIDGE, Optional.empty());

        assertThat(barrier.standing(words, Set.of(), ALL).isEnforced(A_YEAR)).isFalse();
    }

    @Test
    void shouldNotTakeTheGenerationOfAnotherRegionForThisOne() {
        words.put(BRIDGE, Optional.of(Acknowledgement.of(BRIDGE, Map.of(STANDBY, 99L), Duration.ZERO, Duration.ZERO)));

        assertThat(barrier.standing(words, Set.of(), ALL).isEnforced(A_YEAR)).isFalse();
    }

    @Test
    void shouldLookAtTheKindsThatItIsToldOnly() {
        says(LANE, 1);
        says(BRIDGE, 7);

        assertThat(barrier.standing(words, Set.of(), Set.of(MemberKind.BRIDGE)).isEnforced(Duration.ZERO))
                .isTrue();
    }

    private void says(Member member, long generation) {
        says(member, generation, Duration.ZERO, Duration.ZERO);
    }

    private void says(Member member, long generation, Duration lease, Duration transactionTimeout) {
        words.put(member, Optional.of(Acknowledgement.of(member, Map.of(HERE, generation), lease, transactionTimeout)));
    }
}
