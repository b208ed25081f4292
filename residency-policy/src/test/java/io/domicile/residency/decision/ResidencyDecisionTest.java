package io.domicile.residency.decision;

import static org.assertj.core.api.Assertions.assertThat;

import io.domicile.residency.DataClass;
import io.domicile.residency.RegionId;
import io.domicile.residency.policy.OrganizationState;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ResidencyDecisionTest {

    private static final RegionId HERE = new RegionId("eu-west");
    private static final RegionId ELSEWHERE = new RegionId("us-east");
    private static final RegionId THIRD = new RegionId("ap-northeast");
    private static final List<Optional<DataClass>> CLASSES = Stream.concat(
                    Stream.of(Optional.<DataClass>empty()),
                    Arrays.stream(DataClass.values()).map(Optional::of))
            .toList();

    @Test
    void shouldDecideEveryCombinationAsTheTableSays() {
        List<DecisionCase> cases = everyCombination();

        Map<String, Integer> outcomes = new HashMap<>();
        for (DecisionCase one : cases) {
            assertThat(one.actual()).as(one::toString).isEqualTo(one.expected());
            outcomes.merge(one.actual().split(" ")[0], 1, Integer::sum);
        }
        assertThat(cases).hasSize(4 * 12 * 2 * 2 * 3 * 2 * 4);
        assertThat(outcomes.keySet()).containsExactlyInAnyOrder("HOME", "HOME+EGRESS", "FORWARD", "BLOCK");
    }

    @Test
    void shouldAgreeWithTheTableOnRandomCases() {
        long seed = Long.getLong("domicile.seed", 20261120L);
        Random random = new Random(seed);
        List<RegionId> regions = List.of(HERE, ELSEWHERE, THIRD, new RegionId("eu-central"), new RegionId("us-west"));
        Set<String> reached = new HashSet<>();
        for (int i = 0; i < 100_000; i++) {
            DecisionCase one = new DecisionCase(
                    random.nextInt(4) > 0 ? "known" : pick(random, DecisionCase.LOOKUPS),
                    pick(random, regions),
                    pick(random, regions),
                    random.nextBoolean(),
                    random.nextBoolean() ? OrganizationState.ACTIVE : pick(random, OrganizationState.values()),
                    pick(random, CLASSES),
                    pick(random, Arrival.values()),
                    subset(random, regions));

            String actual = one.actual();

            assertThat(actual).as("seed %s, case %s: %s", seed, i, one).isEqualTo(one.expected());
            reached.add(actual);
        }
        assertThat(reached).anyMatch(outcome -> outcome.startsWith("FORWARD user-credentials to "));
        assertThat(reached)
                .contains(
                        "BLOCK unknown-organization QUARANTINE",
                        "BLOCK policy-unavailable QUARANTINE",
                        "BLOCK policy-stale REFERENCE_ONLY",
                        "BLOCK strict-residency REFERENCE_ONLY",
                        "BLOCK suspended QUARANTINE",
                        "BLOCK unknown-class QUARANTINE",
                        "BLOCK unknown-class REFERENCE_ONLY",
                        "BLOCK misrouted QUARANTINE",
                        "BLOCK no-route QUARANTINE");
    }

    @Test
    void shouldLetNothingOfAStrictOrganizationLeaveItsHome() {
        for (DecisionCase one : everyCombination()) {
            if (one.strict()) {
                assertThat(one.actual())
                        .as(one::toString)
                        .doesNotContain("EGRESS")
                        .doesNotContain("FORWARD");
            }
        }
    }

    @Test
    void shouldNeverCopyARegionalClassToAStandby() {
        for (DecisionCase one : everyCombination()) {
            if (one.dataClass().filter(known -> !known.isReplicated()).isPresent()) {
                assertThat(one.actual()).as(one::toString).doesNotContain("EGRESS");
            }
        }
    }

    @Test
    void shouldForwardOnlyOverAConfiguredRouteAndOnlyOnce() {
        for (DecisionCase one : everyCombination()) {
            if (one.actual().startsWith("FORWARD")) {
                assertThat(one.routes()).as(one::toString).contains(one.home());
                assertThat(one.arrival()).as(one::toString).isEqualTo(Arrival.INGRESS);
            }
        }
    }

    @Test
    void shouldKeepItsOwnCopyOfTheRoutes() {
        // given
        Set<RegionId> routes = new HashSet<>(Set.of(ELSEWHERE));
        ResidencyDecision decision = new ResidencyDecision(HERE, routes);
        DecisionCase one = new DecisionCase(
                "known",
                HERE,
                ELSEWHERE,
                false,
                OrganizationState.ACTIVE,
                Optional.of(DataClass.TELEMETRY),
                Arrival.INGRESS,
                Set.of(ELSEWHERE));

        // when
        routes.clear();

        // then
        assertThat(decision.decide(one.answer(), one.dataClass(), one.arrival()))
                .isInstanceOf(Decision.Forward.class);
    }

    @Test
    void shouldGiveEveryReasonACodeOfItsOwn() {
        assertThat(Arrays.stream(BlockReason.values()).map(BlockReason::code))
                .doesNotHaveDuplicates()
                .allMatch(code -> code.matches("[a-z]+(-[a-z]+)*"));
    }

    @Test
    void shouldNotShowTheOrganizationInADecisionsText() {
        for (DecisionCase one : everyCombination()) {
            Decision decision =
                    new ResidencyDecision(HERE, one.routes()).decide(one.answer(), one.dataClass(), one.arrival());
            assertThat(decision.toString()).doesNotContain("acme");
            assertThat(one.answer().toString()).doesNotContain("acme");
        }
    }

    private static List<DecisionCase> everyCombination() {
        List<DecisionCase> cases = new ArrayList<>();
        for (String lookup : DecisionCase.LOOKUPS) {
            for (Optional<DataClass> dataClass : CLASSES) {
                for (RegionId home : List.of(HERE, ELSEWHERE)) {
                    for (boolean strict : new boolean[] {true, false}) {
                        for (OrganizationState state : OrganizationState.values()) {
                            for (Arrival arrival : Arrival.values()) {
                                for (Set<RegionId> routes : List.of(
                                        Set.<RegionId>of(),
                                        Set.of(THIRD),
                                        Set.of(ELSEWHERE),
                                        Set.of(ELSEWHERE, THIRD))) {
                                    cases.add(new DecisionCase(
                                            lookup, HERE, home, strict, state, dataClass, arrival, routes));
                                }
                            }
                        }
                    }
                }
            }
        }
        return cases;
    }

    private static Set<RegionId> subset(Random random, List<RegionId> regions) {
        Set<RegionId> subset = new HashSet<>(regions);
        subset.removeIf(region -> random.nextBoolean());
        return subset;
    }

    private static <T> T pick(Random random, List<T> choices) {
        return choices.get(random.nextInt(choices.size()));
    }

    private static <T> T pick(Random random, T[] choices) {
        return choices[random.nextInt(choices.length)];
    }
}
