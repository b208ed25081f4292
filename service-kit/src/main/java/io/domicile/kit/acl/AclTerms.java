package io.domicile.kit.acl;

import io.domicile.kit.kafka.KafkaNames;
import io.domicile.residency.RegionId;
import java.util.Set;

/**
 * What the rules depend on.
 *
 * @param others regions with links from and to here
 * @param routerApplication the router's application id
 * @param groupPrefixes what the groups of consumers begin with, here and at standbys; links keep these groups current
 */
public record AclTerms(RegionId here, Set<RegionId> others, String routerApplication, Set<String> groupPrefixes) {

    /** What groups of consumers begin with unless it is chosen otherwise. */
    public static final String GROUP_PREFIX = "consumer-";

    /** @throws IllegalArgumentException if a region is its own other one, or a prefix takes in a group of Domicile's */
    public AclTerms {
        others = Set.copyOf(others);
        groupPrefixes = Set.copyOf(groupPrefixes);
        if (others.contains(here)) {
            throw new IllegalArgumentException("region '" + here + "' has no link to itself");
        }
        for (String prefix : groupPrefixes) {
            requireOfConsumers(prefix, KafkaNames.PREFIX);
            requireOfConsumers(prefix, routerApplication);
        }
    }

    /** With the names that nobody has chosen. */
    public static AclTerms of(RegionId here, Set<RegionId> others) {
        return new AclTerms(here, others, KafkaNames.routerApplication(here), Set.of(GROUP_PREFIX));
    }

    private static void requireOfConsumers(String prefix, String ours) {
        if (prefix.isBlank() || prefix.equals("*") || ours.startsWith(prefix) || prefix.startsWith(ours)) {
            throw new IllegalArgumentException("the group prefix '" + prefix + "' is not one of consumers only");
        }
    }
}
