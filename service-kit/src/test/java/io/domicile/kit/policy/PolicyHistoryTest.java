package io.domicile.kit.policy;

import static io.domicile.kit.policy.Samples.CENTRAL;
import static io.domicile.kit.policy.Samples.EAST;
import static io.domicile.kit.policy.Samples.WEST;
import static org.assertj.core.api.Assertions.assertThat;

import io.domicile.kit.policy.SlowPolicyModel.Event;
import io.domicile.residency.OrganizationId;
import io.domicile.residency.RegionId;
import io.domicile.residency.policy.OrganizationPolicy;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Random histories of policy topics, against a slow model and against their own compaction. */
class PolicyHistoryTest {

    private static final int HISTORIES = 10_000;
    private static final List<RegionId> REGIONS = List.of(WEST, EAST, CENTRAL);
    private static final List<OrganizationId> ORGANIZATIONS =
            List.of(Samples.ACME, Samples.BOREALIS, new OrganizationId("cygnus"));

    @Test
    void shouldAnswerAsTheSlowModelDoes() {
        Map<String, Integer> seen = new HashMap<>();
        for (int seed = 0; seed < HISTORIES; seed++) {
            History history = new History(seed);
            for (int step = 0; step < 24; step++) {
                if (history.step()) {
                    seen.merge(history.compare(seed + "/" + step), 1, Integer::sum);
                }
            }
        }
        assertThat(seen.keySet())
                .containsExactlyInAnyOrder(
                        "open",
                        "loading",
                        "no-manifest",
                        "manifest-mismatch",
                        "generation-regressed",
                        "mirror-not-verified");
        assertThat(seen.get("open")).isGreaterThan(HISTORIES);
    }

    @Test
    void shouldNotDependOnWhatCompactionRemoved() {
        for (int seed = 0; seed < HISTORIES; seed++) {
            Random random = new Random(seed);
            List<Event> whole = writtenHistory(random);
            List<Event> compacted = compacted(whole, random);

            assertThat(verdict(compacted)).as("seed %s", seed).isEqualTo(verdict(whole));
        }
    }

    /** What writers leave, with entries that somebody else made unreadable in between. */
    private static List<Event> writtenHistory(Random random) {
        List<Event> log = new ArrayList<>();
        Map<OrganizationId, @Nullable OrganizationPolicy> entries = new LinkedHashMap<>();
        long epoch = 0;
        for (int change = 1 + random.nextInt(12); change > 0; change--) {
            OrganizationId organization = ORGANIZATIONS.get(random.nextInt(ORGANIZATIONS.size()));
            epoch++;
            if (random.nextInt(5) == 0) {
                log.add(Event.unreadable(organization));
                entries.put(organization, null);
            } else {
                OrganizationPolicy policy = Samples.policy(organization, WEST, random.nextBoolean(), epoch);
                entries.put(organization, policy);
                Set<OrganizationPolicy> readable = new HashSet<>(entries.values());
                readable.remove(null);
                log.add(Event.readable(policy));
                log.add(Event.manifest(epoch, entries.size(), readable));
            }
        }
        return log;
    }

    /** Without some of the records that a later one of the same key supersedes. */
    private static List<Event> compacted(List<Event> whole, Random random) {
        int thoroughness = random.nextInt(4);
        List<Event> left = new ArrayList<>();
        for (int at = 0; at < whole.size(); at++) {
            Event event = whole.get(at);
            boolean isSuperseded = whole.subList(at + 1, whole.size()).stream()
                    .anyMatch(later -> later.isManifest() == event.isManifest()
                            && Objects.equals(later.organization(), event.organization()));
            if (!isSuperseded || random.nextInt(4) > thoroughness) {
                left.add(event);
            }
        }
        return left;
    }

    private static TopicVerdict verdict(List<Event> log) {
        TopicTracker tracker = new TopicTracker(WEST);
        log.forEach(event -> tracker.apply(toRecord(event)));
        tracker.judge();
        return tracker.verdict();
    }

    private static PolicyRecord toRecord(Event event) {
        if (event.isManifest()) {
            return event.claim() == null
                    ? new PolicyRecord.UnreadableManifest()
                    : new PolicyRecord.ReadableManifest(
                            new Manifest(event.generation(), event.count(), PolicyDigest.of(event.claim())));
        }
        return event.policy() == null
                ? Samples.unreadable(event.organization(), EntryProblem.MALFORMED)
                : Samples.entry(event.policy());
    }

    /** Three policy topics, read by the real trackers and by the model. */
    private static final class History {

        private final Random random;
        private final SlowPolicyModel model = new SlowPolicyModel(WEST, REGIONS);
        private final Map<RegionId, TopicTracker> trackers = new LinkedHashMap<>();
        private final Map<RegionId, Map<OrganizationId, @Nullable OrganizationPolicy>> written = new HashMap<>();
        private final Map<RegionId, Long> generations = new HashMap<>();

        History(int seed) {
            random = new Random(seed);
            for (RegionId region : REGIONS) {
                trackers.put(region, new TopicTracker(region));
                written.put(region, new LinkedHashMap<>());
                generations.put(region, 0L);
                if (random.nextInt(4) > 0) {
                    write(region);
                    judge(region);
                }
            }
        }

        /** Returns whether it was a judgement; nothing else changes an answer. */
        boolean step() {
            RegionId region = REGIONS.get(random.nextInt(REGIONS.size()));
            OrganizationId organization = ORGANIZATIONS.get(random.nextInt(ORGANIZATIONS.size()));
            switch (random.nextInt(12)) {
                case 0, 1, 2, 3 -> put(region, organization);
                case 4, 5 -> write(region);
                case 6 -> unreadable(region, organization);
                case 7 -> damagedManifest(region);
                case 8 -> readAgain(region);
                default -> {
                    judge(region);
                    return true;
                }
            }
            return false;
        }

        /** Returns what the gate is. */
        String compare(String where) {
            TopicTracker own = trackers.get(WEST);
            GateOutcome outcome = GateOutcome.of(
                    own, List.of(trackers.get(EAST), trackers.get(CENTRAL)), Optional.empty(), new SnapshotMerger());
            String gate = outcome.status() instanceof GateStatus.Closed closed
                    ? closed.reason().code()
                    : "open";
            assertThat(gate).as(where).isEqualTo(model.gate());
            if (outcome instanceof GateOutcome.Open open) {
                for (OrganizationId organization : ORGANIZATIONS) {
                    assertThat(open.snapshot().lookup(organization)).as(where).isEqualTo(model.lookup(organization));
                }
            }
            return gate;
        }

        private void put(RegionId region, OrganizationId organization) {
            RegionId home = random.nextInt(6) == 0 ? REGIONS.get(random.nextInt(REGIONS.size())) : region;
            OrganizationPolicy policy = Samples.policy(organization, home, random.nextBoolean(), 1 + random.nextInt(3));
            written.get(region).put(organization, policy);
            append(region, Event.readable(policy));
            if (random.nextInt(3) > 0) {
                write(region);
            }
        }

        private void unreadable(RegionId region, OrganizationId organization) {
            written.get(region).put(organization, null);
            append(region, Event.unreadable(organization));
        }

        /** Writes a manifest that is right. */
        private void write(RegionId region) {
            Set<OrganizationPolicy> readable = new HashSet<>(written.get(region).values());
            readable.remove(null);
            long generation = generations.merge(region, 1L, Long::sum);
            append(region, Event.manifest(generation, written.get(region).size(), readable));
        }

        private void damagedManifest(RegionId region) {
            Set<OrganizationPolicy> readable = new HashSet<>(written.get(region).values());
            readable.remove(null);
            int count = written.get(region).size();
            long generation = generations.get(region);
            Event damaged = switch (random.nextInt(4)) {
                case 0 -> Event.manifest(generation, count, null);
                case 1 -> Event.manifest(generation, count + 1, readable);
                case 2 -> Event.manifest(generation, count, Set.of(Samples.policy(Samples.ACME, WEST, true, 99)));
                default -> Event.manifest(Math.max(0, generation - 1), count, readable);
            };
            append(region, damaged);
        }

        private void append(RegionId region, Event event) {
            model.append(region, event);
            trackers.get(region).apply(toRecord(event));
        }

        private void readAgain(RegionId region) {
            TopicTracker tracker = trackers.get(region);
            tracker.restart();
            model.log(region).forEach(event -> tracker.apply(toRecord(event)));
        }

        private void judge(RegionId region) {
            model.judge(region);
            trackers.get(region).judge();
        }
    }
}
