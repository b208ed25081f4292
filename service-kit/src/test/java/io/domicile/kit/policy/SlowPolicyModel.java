package io.domicile.kit.policy;

import io.domicile.residency.OrganizationId;
import io.domicile.residency.RegionId;
import io.domicile.residency.policy.OrganizationPolicy;
import io.domicile.residency.policy.PolicyLookup;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The rules of the policy store, written a second time without any of its classes but the answers: nothing is kept but
 * whole logs and the lengths at which they were judged, and every question scans them anew.
 */
final class SlowPolicyModel {

    /** One record. An entry has an organization, a manifest a generation; a policy or claim makes it readable. */
    record Event(
            @Nullable OrganizationId organization,
            @Nullable OrganizationPolicy policy,
            boolean isManifest,
            long generation,
            int count,
            @Nullable Set<OrganizationPolicy> claim) {

        static Event readable(OrganizationPolicy policy) {
            return new Event(policy.organization(), policy, false, 0, 0, null);
        }

        static Event unreadable(OrganizationId organization) {
            return new Event(organization, null, false, 0, 0, null);
        }

        static Event manifest(long generation, int count, @Nullable Set<OrganizationPolicy> claim) {
            return new Event(null, null, true, generation, count, claim);
        }
    }

    /** What is known at a judgement: the readable policies, and who is denied. */
    record Known(long generation, Map<OrganizationId, Optional<OrganizationPolicy>> entries) {}

    private final RegionId own;
    private final Map<RegionId, List<Event>> logs = new LinkedHashMap<>();
    private final Map<RegionId, List<Integer>> judgements = new LinkedHashMap<>();

    SlowPolicyModel(RegionId own, List<RegionId> regions) {
        this.own = own;
        for (RegionId region : regions) {
            logs.put(region, new ArrayList<>());
            judgements.put(region, new ArrayList<>());
        }
    }

    void append(RegionId region, Event event) {
        logs.get(region).add(event);
    }

    List<Event> log(RegionId region) {
        return logs.get(region);
    }

    void judge(RegionId region) {
        judgements.get(region).add(logs.get(region).size());
    }

    /** The reason code of a closed gate, or "open". */
    String gate() {
        Optional<Integer> last = lastOf(judgements.get(own));
        String verdict =
                last.map(unused -> verdicts(own).get(verdicts(own).size() - 1)).orElse("loading");
        if (!verdict.equals("verified")) {
            return verdict;
        }
        boolean isMirrorMissing =
                logs.keySet().stream().anyMatch(region -> !verdicts(region).contains("verified"));
        return isMirrorMissing ? "mirror-not-verified" : "open";
    }

    PolicyLookup lookup(OrganizationId organization) {
        List<OrganizationPolicy> claims = new ArrayList<>();
        List<OrganizationPolicy> givenUp = new ArrayList<>();
        for (RegionId region : logs.keySet()) {
            Optional<OrganizationPolicy> entry = known(region).entries().get(organization);
            if (entry == null) {
                continue;
            }
            if (entry.isEmpty()) {
                return PolicyLookup.UNREADABLE;
            }
            if (entry.get().home().equals(region)) {
                claims.add(entry.get());
            } else {
                givenUp.add(entry.get());
            }
        }
        long highest =
                claims.stream().mapToLong(OrganizationPolicy::epoch).max().orElse(0);
        List<OrganizationPolicy> newest =
                claims.stream().filter(claim -> claim.epoch() == highest).toList();
        List<OrganizationPolicy> strict =
                newest.stream().filter(OrganizationPolicy::strict).toList();
        if (newest.isEmpty() && givenUp.isEmpty()) {
            return PolicyLookup.UNKNOWN;
        }
        if (givenUp.stream().anyMatch(to -> to.epoch() > highest) || (newest.size() != 1 && strict.size() != 1)) {
            return PolicyLookup.UNREADABLE;
        }
        OrganizationPolicy best = newest.size() == 1 ? newest.get(0) : strict.get(0);
        for (OrganizationPolicy to : givenUp) {
            boolean isTighter = !to.home().equals(best.home()) || (to.strict() && !best.strict());
            if (to.epoch() == highest && isTighter) {
                return PolicyLookup.UNREADABLE;
            }
        }
        return new PolicyLookup.Known(best);
    }

    private List<String> verdicts(RegionId region) {
        List<String> verdicts = new ArrayList<>();
        Optional<Event> believed = Optional.empty();
        for (int length : judgements.get(region)) {
            List<Event> read = logs.get(region).subList(0, length);
            String verdict = verdict(read);
            if (verdict.equals("verified")) {
                Event manifest = lastManifest(read).orElseThrow();
                boolean isRaised =
                        manifest.generation() > believed.map(Event::generation).orElse(0L);
                boolean isSame = believed.filter(last -> last.generation() == manifest.generation()
                                && Objects.equals(last.claim(), manifest.claim()))
                        .isPresent();
                if (isRaised || isSame) {
                    believed = Optional.of(manifest);
                } else {
                    verdict = "generation-regressed";
                }
            }
            verdicts.add(verdict);
        }
        return verdicts;
    }

    private static String verdict(List<Event> read) {
        Optional<Event> manifest = lastManifest(read);
        if (manifest.isEmpty()) {
            return "no-manifest";
        }
        Map<OrganizationId, Optional<OrganizationPolicy>> entries = entries(read);
        Set<OrganizationPolicy> readable =
                entries.values().stream().flatMap(Optional::stream).collect(Collectors.toSet());
        Set<OrganizationId> uncertain = read.subList(read.lastIndexOf(manifest.get()) + 1, read.size()).stream()
                .filter(event -> event.organization() != null && event.policy() == null)
                .map(Event::organization)
                .collect(Collectors.toSet());
        int missing = entries.size() - manifest.get().count();
        boolean isCount = 0 <= missing && missing <= uncertain.size();
        boolean isContent = readable.equals(manifest.get().claim());
        boolean isExplained = readable.size() < entries.size();
        return isCount && (isContent || isExplained) ? "verified" : "manifest-mismatch";
    }

    private static Optional<Event> lastManifest(List<Event> read) {
        return lastOf(read.stream().filter(Event::isManifest).toList()).filter(event -> event.claim() != null);
    }

    private static Map<OrganizationId, Optional<OrganizationPolicy>> entries(List<Event> read) {
        int applied = 0;
        for (int at = 0; at < read.size(); at++) {
            applied = read.get(at).isManifest() && read.get(at).claim() != null ? at : applied;
        }
        Set<OrganizationId> organizations = new TreeSet<>();
        read.stream().map(Event::organization).filter(Objects::nonNull).forEach(organizations::add);
        Map<OrganizationId, Optional<OrganizationPolicy>> entries = new LinkedHashMap<>();
        for (OrganizationId organization : organizations) {
            int lastReadable = -1;
            int lastUnreadable = -1;
            for (int at = 0; at < read.size(); at++) {
                boolean isMine = organization.equals(read.get(at).organization());
                lastReadable = isMine && read.get(at).policy() != null && at < applied ? at : lastReadable;
                lastUnreadable = isMine && read.get(at).policy() == null ? at : lastUnreadable;
            }
            if (lastUnreadable > lastReadable) {
                entries.put(organization, Optional.empty());
            } else if (lastReadable >= 0) {
                entries.put(organization, Optional.of(read.get(lastReadable).policy()));
            }
        }
        return entries;
    }

    private Known known(RegionId region) {
        List<Integer> lengths = judgements.get(region);
        int lastVerified = verdicts(region).lastIndexOf("verified");
        List<Event> verified = logs.get(region).subList(0, lengths.get(lastVerified));
        Map<OrganizationId, Optional<OrganizationPolicy>> entries = new LinkedHashMap<>(entries(verified));
        List<Event> newest = logs.get(region).subList(0, lengths.get(lengths.size() - 1));
        entries(newest).forEach((organization, entry) -> {
            if (entry.isEmpty()) {
                entries.put(organization, entry);
            }
        });
        return new Known(lastManifest(verified).orElseThrow().generation(), entries);
    }

    private static <T> Optional<T> lastOf(List<T> list) {
        return list.isEmpty() ? Optional.empty() : Optional.of(list.get(list.size() - 1));
    }
}
