package io.domicile.kit.policy;

import io.domicile.residency.OrganizationId;
import io.domicile.residency.policy.OrganizationPolicy;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a region's own policy topic holds.
 *
 * @param policies the readable ones, ordered by organization
 * @param unreadable organizations that are denied because their entry cannot be read, ordered
 * @param generation of the last manifest; 0 where none was written
 * @param problem why no gate would open on this content; empty where it is consistent
 */
public record PolicyListing(
        List<OrganizationPolicy> policies,
        List<OrganizationId> unreadable,
        long generation,
        Optional<GateStatus.Reason> problem) {

    public PolicyListing {
        policies = List.copyOf(policies);
        unreadable = List.copyOf(unreadable);
    }

    static PolicyListing of(TopicImage image) {
        return new PolicyListing(
                Manifest.readable(image.entries()),
                image.entries().entrySet().stream()
                        .filter(entry -> entry.getValue() instanceof EntryState.Unreadable)
                        .map(Map.Entry::getKey)
                        .toList(),
                image.highestGeneration(),
                image.judge() instanceof TopicVerdict.Rejected rejected
                        ? Optional.of(rejected.reason())
                        : Optional.empty());
    }
}
