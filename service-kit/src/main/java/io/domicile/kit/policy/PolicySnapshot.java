package io.domicile.kit.policy;

import io.domicile.kit.policy.EntryState.Readable;
import io.domicile.residency.OrganizationId;
import io.domicile.residency.RegionId;
import io.domicile.residency.policy.PolicyLookup;
import io.domicile.residency.policy.PolicyView;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/**
 * The policy of every organization at one moment, merged from this region's own topic and the mirrors. Immutable.
 *
 * <ol>
 *   <li>An entry makes its policy hold only in the own topic of the home it names.
 *   <li>An entry that names another home than its topic's is the word of a home that gives the organization up. It takes
 *       away and never gives: with an epoch above every claim it denies the organization until the new home claims it
 *       with a higher one; at the epoch of the claim it denies where it names another home or is stricter. Below that
 *       it is ignored. Such entries are counted.
 *   <li>An organization with an unreadable entry in any topic is unreadable: that topic's region could be its home.
 *   <li>Of several homes that claim an organization the one with the higher epoch wins.
 *   <li>At the same epoch the strict claim wins over those that are not. Where that does not leave exactly one, nobody
 *       can say where the data belongs, and the organization is unreadable. Either way it is a conflict, and counted.
 *   <li>An organization whose policy holds, at home in a region whose policy is stale, is stale.
 * </ol>
 */
final class PolicySnapshot implements PolicyView {

    private final Map<OrganizationId, PolicyLookup> lookups;
    private final Map<RegionId, Long> generations;
    private final Map<RegionId, Integer> misplaced;
    private final int conflicts;
    private final Set<RegionId> stale;

    private PolicySnapshot(
            Map<OrganizationId, PolicyLookup> lookups,
            Map<RegionId, Long> generations,
            Map<RegionId, Integer> misplaced,
            int conflicts,
            Set<RegionId> stale) {
        this.lookups = Map.copyOf(lookups);
        this.generations = Map.copyOf(generations);
        this.misplaced = Map.copyOf(misplaced);
        this.conflicts = conflicts;
        this.stale = Set.copyOf(stale);
    }

    /** @param contents what each region's policy topic says, by that region */
    static PolicySnapshot merge(Map<RegionId, TopicContent> contents) {
        Map<OrganizationId, Claims> claims = new HashMap<>();
        Map<RegionId, Integer> misplaced = new HashMap<>();
        contents.forEach((region, content) -> content.entries().forEach((organization, state) -> {
            if (state instanceof Readable readable) {
                if (readable.policy().home().equals(region)) {
                    claims.computeIfAbsent(organization, unused -> new Claims()).add(readable.policy());
                } else {
                    misplaced.merge(region, 1, Integer::sum);
                    claims.computeIfAbsent(organization, unused -> new Claims()).giveUp(readable.policy());
                }
            } else {
                claims.computeIfAbsent(organization, unused -> new Claims()).deny();
            }
        }));
        Map<OrganizationId, PolicyLookup> lookups = new HashMap<>();
        int conflicts = 0;
        for (Map.Entry<OrganizationId, Claims> claimed : claims.entrySet()) {
            lookups.put(claimed.getKey(), claimed.getValue().settle());
            conflicts += claimed.getValue().isConflict() ? 1 : 0;
        }
        Map<RegionId, Long> generations = new HashMap<>();
        contents.forEach((region, content) -> generations.put(region, content.generation()));
        return new PolicySnapshot(lookups, generations, misplaced, conflicts, Set.of());
    }

    /** This snapshot, from which nothing is known any more of organizations at home in these regions. */
    PolicySnapshot withStale(Set<RegionId> regions) {
        return new PolicySnapshot(lookups, generations, misplaced, conflicts, regions);
    }

    @Override
    public PolicyLookup lookup(OrganizationId organization) {
        PolicyLookup found = lookups.getOrDefault(organization, PolicyLookup.UNKNOWN);
        boolean isStale = found instanceof PolicyLookup.Known known
                && stale.contains(known.policy().home());
        return isStale ? PolicyLookup.STALE : found;
    }

    @Override
    public Map<RegionId, Long> generations() {
        return generations;
    }

    /** How many readable entries of that region's topic name another home. */
    int misplaced(RegionId region) {
        return misplaced.getOrDefault(region, 0);
    }

    /** How many organizations are claimed by two homes at the same, highest epoch. */
    int conflicts() {
        return conflicts;
    }
}
