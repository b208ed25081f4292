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

    /** @param remembered the highest generation that was verified; a lower one is a problem */
    static PolicyListing of(TopicImage image, long remembered) {
        return new PolicyListing(
                Manifest.readable(image.entries()),
                image.entries().entrySet().stream()
                        .filter(entry -> entry.getValue() instanceof EntryState.Unreadable)
                        .map(Map.Entry::getKey)
                        .toList(),
                image.highestGeneration(),
                problem(image, remembered));
    }

    private static Optional<GateStatus.Reason> problem(TopicImage image, long remembered) {
        if (image.judge() instanceof TopicVerdict.Rejected rejected) {
            return Optional.of(rejected.reason());
        }
        return image.isSetBack(remembered) ? Optional.of(GateStatus.Reason.GENERATION_REGRESSED) : Optional.empty();
    }
}
