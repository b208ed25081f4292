package io.domicile.kit.policy;

import io.domicile.residency.OrganizationId;
import io.domicile.residency.RegionId;
import io.domicile.residency.policy.OrganizationPolicy;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** What the mirrors of other regions' policy topics hold. Immutable. */
final class Elsewhere {

    private final Map<RegionId, TopicImage> mirrors;

    /** @param mirrors by the region whose topic it is */
    Elsewhere(Map<RegionId, TopicImage> mirrors) {
        this.mirrors = new HashMap<>(mirrors);
    }

    /** The highest epoch that another region gave the organization; 0 where none did. */
    long highestEpoch(OrganizationId organization) {
        return mirrors.values().stream()
                .mapToLong(mirror -> mirror.highestEpoch(organization))
                .max()
                .orElse(0);
    }

    /** The other region that claims the organization with at least this epoch; the one with the highest, if several do. */
    Optional<RegionId> claimant(OrganizationId organization, long epoch) {
        RegionId claimant = null;
        long highest = epoch;
        for (Map.Entry<RegionId, TopicImage> mirror : mirrors.entrySet()) {
            EntryState state = mirror.getValue().entriesWithPending().get(organization);
            if (state instanceof EntryState.Readable readable) {
                OrganizationPolicy policy = readable.policy();
                if (policy.home().equals(mirror.getKey()) && policy.epoch() >= highest) {
                    highest = policy.epoch();
                    claimant = mirror.getKey();
                }
            }
        }
        return Optional.ofNullable(claimant);
    }
}
