package io.domicile.kit.policy;

import io.domicile.kit.policy.EntryState.Readable;
import io.domicile.residency.OrganizationId;
import io.domicile.residency.RegionId;
import io.domicile.residency.policy.OrganizationPolicy;
import io.domicile.residency.policy.PolicyLookup;
import io.domicile.residency.policy.PolicyView;
import java.util.HashMap;
import java.util.Map;

/**
 * The policy of every organization at one moment, merged from this region's own topic and the mirrors. Immutable.
 *
 * <ol>
 *   <li>An entry counts only from the own topic of the home it names; others are ignored and counted.
 *   <li>An organization with an unreadable entry in any topic is unreadable: that topic's region could be its home.
 *   <li>Of several homes that claim an organization the one with the higher epoch wins.
 *   <li>At the same epoch the strict claim wins over those that are not. Where that does not leave exactly one, nobody
 *       can say where the data belongs, and the organization is unreadable. Either way it is a conflict, and counted.
 * </ol>
 */
final class PolicySnapshot implements PolicyView {

    private final Map<OrganizationId, PolicyLookup> lookups;
    private final Map<RegionId, Long> generations;
    private final Map<RegionId, Integer> misplaced;
    private final int conflicts;

    private PolicySnapshot(
            Map<OrganizationId, PolicyLookup> lookups,
            Map<RegionId, Long> generations,
            Map<RegionId, Integer> misplaced,
            int conflicts) {
        this.lookups = Map.copyOf(lookups);
        this.generations = Map.copyOf(generations);
        this.misplaced = Map.copyOf(misplaced);
        this.conflicts = conflicts;
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
        return new PolicySnapshot(lookups, generations, misplaced, conflicts);
    }

    @Override
    public PolicyLookup lookup(OrganizationId organization) {
        return lookups.getOrDefault(organization, PolicyLookup.UNKNOWN);
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

    /** What the topics say of one organization. The order in which claims are added does not matter. */
    private static final class Claims {

        private long highestEpoch;
        private int atHighest;
        private int strictAtHighest;
        private PolicyLookup best = PolicyLookup.UNREADABLE;
        private boolean isDenied;

        void deny() {
            isDenied = true;
        }

        void add(OrganizationPolicy claim) {
            if (claim.epoch() > highestEpoch) {
                highestEpoch = claim.epoch();
                atHighest = 0;
                strictAtHighest = 0;
            }
            if (claim.epoch() == highestEpoch) {
                atHighest++;
                strictAtHighest += claim.strict() ? 1 : 0;
                if (atHighest == 1 || (claim.strict() && strictAtHighest == 1)) {
                    best = new PolicyLookup.Known(claim);
                }
            }
        }

        PolicyLookup settle() {
            boolean isDecided = atHighest == 1 || strictAtHighest == 1;
            return isDenied || !isDecided ? PolicyLookup.UNREADABLE : best;
        }

        boolean isConflict() {
            return atHighest > 1;
        }
    }
}
