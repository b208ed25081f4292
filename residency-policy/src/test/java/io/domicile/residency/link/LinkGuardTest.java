package io.domicile.residency.link;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.domicile.residency.DataClass;
import io.domicile.residency.RegionId;
import io.domicile.residency.policy.OrganizationState;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class LinkGuardTest {

    private static final List<LinkTopic> TOPICS = Stream.concat(
                    Stream.<LinkTopic>of(new LinkTopic.Policy(), new LinkTopic.Forward()),
                    DataClass.replicated().stream().map(LinkTopic.Egress::new))
            .toList();
    private static final List<String> CLASSES = Stream.concat(
                    Stream.of("", "credentials", "USER-CREDENTIALS"),
                    Arrays.stream(DataClass.values()).map(DataClass::id))
            .toList();

    @Test
    void shouldAnswerEveryCombinationAsTheDesignSays() {
        Set<String> reached = new HashSet<>();
        int[] cases = {0};
        everyCombination(one -> {
            cases[0]++;
            String actual = one.actual();
            String expected = one.expected();
            if (!actual.equals(expected)) {
                assertThat(actual).as(one.toString()).isEqualTo(expected);
            }
            reached.add(actual);
        });
        assertThat(cases[0]).isGreaterThan(100_000);
        assertThat(reached).containsExactlyInAnyOrderElementsOf(new HashSet<>(LinkCase.TABLE.outcomes()));
    }

    @Test
    void shouldAgreeWithTheDesignOnRandomCases() {
        long seed = Long.getLong("domicile.seed", 20261121L);
        Random random = new Random(seed);
        Set<String> reached = new HashSet<>();
        for (int i = 0; i < 100_000; i++) {
            LinkTopic topic = pick(random, TOPICS);
            LinkCase one = new LinkCase(
                    topic,
                    mostly(random, "same", LinkCase.KEYS),
                    mostly(random, "valid", LinkCase.TAGS),
                    topic instanceof LinkTopic.Egress egress
                            ? mostly(random, egress.dataClass().id(), CLASSES)
                            : pick(random, CLASSES),
                    pick(random, LinkCase.REGIONS),
                    1 + random.nextInt(4),
                    mostly(random, "known", LinkCase.LOOKUPS),
                    pick(random, LinkCase.REGIONS),
                    standbys(random),
                    random.nextInt(3) == 0,
                    pick(random, List.of(OrganizationState.values())),
                    1 + random.nextInt(4));

            String actual = one.actual();

            String expected = one.expected();
            if (!actual.equals(expected)) {
                assertThat(actual).as("seed %s, case %s: %s", seed, i, one).isEqualTo(expected);
            }
            reached.add(actual);
        }
        assertThat(reached).containsExactlyInAnyOrderElementsOf(new HashSet<>(LinkCase.TABLE.outcomes()));
    }

    @Test
    void shouldCopyNothingOfAStrictOrganizationButItsPolicy() {
        everyCombination(one -> {
            if (one.strict() && !(one.topic() instanceof LinkTopic.Policy) && one.ask() instanceof LinkAnswer.Copy) {
                assertThat(one).as("copied").isNull();
            }
        });
    }

    @Test
    void shouldCopyPolicyOfStrictOrganizationsToo() {
        LinkCase strict = good(new LinkTopic.Policy(), LinkCase.SOURCE, true, OrganizationState.ACTIVE);

        assertThat(strict.ask()).isEqualTo(LinkAnswer.COPY);
    }

    /** Suspension is the router's to enforce; a tombstone routed before it must still reach the standby. Removal erases. */
    @Test
    void shouldCopyWhatWasRoutedBeforeASuspension() {
        for (OrganizationState state : OrganizationState.values()) {
            LinkTopic egress = new LinkTopic.Egress(DataClass.USER_CREDENTIALS);

            assertThat(good(egress, LinkCase.SOURCE, false, state).ask())
                    .isEqualTo(
                            state == OrganizationState.REMOVED
                                    ? new LinkAnswer.Skip(LinkAnswer.SkipReason.REMOVED)
                                    : LinkAnswer.COPY);
            assertThat(good(new LinkTopic.Forward(), LinkCase.TARGET, false, state)
                            .ask())
                    .isEqualTo(LinkAnswer.COPY);
        }
    }

    @Test
    void shouldRefuseALinkWithOneEnd() {
        assertThatThrownBy(() -> new LinkGuard(LinkCase.SOURCE, LinkCase.SOURCE))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("two ends");
    }

    @Test
    void shouldHaveNoEgressTopicForARegionalClass() {
        for (DataClass dataClass : DataClass.values()) {
            if (!dataClass.isReplicated()) {
                assertThatThrownBy(() -> new LinkTopic.Egress(dataClass))
                        .isInstanceOf(IllegalArgumentException.class)
                        .hasMessageContaining(dataClass.id());
            }
        }
    }

    @Test
    void shouldGiveEveryReasonACodeOfItsOwn() {
        assertThat(Arrays.stream(LinkAnswer.SkipReason.values()).map(LinkAnswer.SkipReason::code))
                .doesNotHaveDuplicates();
        assertThat(Arrays.stream(LinkAnswer.RefuseReason.values()).map(LinkAnswer.RefuseReason::code))
                .doesNotHaveDuplicates();
        assertThat(Arrays.stream(LinkAnswer.WaitReason.values()).map(LinkAnswer.WaitReason::code))
                .doesNotHaveDuplicates();
    }

    private static LinkCase good(LinkTopic topic, RegionId home, boolean strict, OrganizationState state) {
        return new LinkCase(
                topic,
                "same",
                "valid",
                "user-credentials",
                home,
                3,
                "known",
                home,
                List.of(LinkCase.TARGET),
                strict,
                state,
                3);
    }

    private static void everyCombination(Consumer<LinkCase> consumer) {
        List<List<RegionId>> standbys = List.of(List.of(), List.of(LinkCase.TARGET), List.of(LinkCase.THIRD));
        List<String> classes = List.of("user-credentials", "role-definitions", "telemetry", "credentials");
        for (LinkTopic topic : TOPICS) {
            for (String key : LinkCase.KEYS) {
                for (String tag : LinkCase.TAGS) {
                    for (String tagClass : classes) {
                        for (RegionId tagHome : LinkCase.REGIONS) {
                            for (String lookup : LinkCase.LOOKUPS) {
                                for (RegionId home : LinkCase.REGIONS) {
                                    for (List<RegionId> standby : standbys) {
                                        policies(topic, key, tag, tagClass, tagHome, lookup, home, standby, consumer);
                                    }
                                }
                            }
                        }
                    }
                }
            }
        }
    }

    private static void policies(
            LinkTopic topic,
            String key,
            String tag,
            String tagClass,
            RegionId tagHome,
            String lookup,
            RegionId home,
            List<RegionId> standbys,
            Consumer<LinkCase> consumer) {
        for (boolean strict : new boolean[] {true, false}) {
            for (OrganizationState state : OrganizationState.values()) {
                for (long tagEpoch = 1; tagEpoch <= 3; tagEpoch++) {
                    consumer.accept(new LinkCase(
                            topic, key, tag, tagClass, tagHome, tagEpoch, lookup, home, standbys, strict, state, 2));
                }
            }
        }
    }

    private static List<RegionId> standbys(Random random) {
        List<RegionId> standbys = new ArrayList<>(LinkCase.REGIONS);
        standbys.removeIf(region -> random.nextBoolean());
        return standbys;
    }

    private static String mostly(Random random, String usual, List<String> choices) {
        return random.nextInt(5) > 0 ? usual : pick(random, choices);
    }

    private static <T> T pick(Random random, List<T> choices) {
        return choices.get(random.nextInt(choices.size()));
    }
}
