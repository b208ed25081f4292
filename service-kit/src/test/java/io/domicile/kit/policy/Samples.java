package io.domicile.kit.policy;

import io.domicile.kit.policy.EntryState.Readable;
import io.domicile.kit.policy.EntryState.Unreadable;
import io.domicile.residency.OrganizationId;
import io.domicile.residency.RegionId;
import io.domicile.residency.policy.OrganizationPolicy;
import io.domicile.residency.policy.OrganizationState;
import io.domicile.residency.region.Jurisdiction;
import io.domicile.residency.region.Region;
import io.domicile.residency.region.RegionCatalogue;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Values that the tests of this package share. */
final class Samples {

    static final RegionId WEST = new RegionId("eu-west");
    static final RegionId CENTRAL = new RegionId("eu-central");
    static final RegionId EAST = new RegionId("us-east");
    static final OrganizationId ACME = new OrganizationId("acme");
    static final OrganizationId BOREALIS = new OrganizationId("borealis");
    static final RegionCatalogue CATALOGUE =
            new RegionCatalogue(List.of(region(WEST, "EU"), region(CENTRAL, "EU"), region(EAST, "US")));

    private Samples() {}

    static OrganizationPolicy policy(OrganizationId organization, RegionId home, boolean strict, long epoch) {
        return new OrganizationPolicy(organization, home, List.of(), strict, false, OrganizationState.ACTIVE, epoch);
    }

    static PolicyRecord.Entry entry(OrganizationPolicy policy) {
        return new PolicyRecord.Entry(policy.organization(), new Readable(policy));
    }

    static PolicyRecord.Entry unreadable(OrganizationId organization, EntryProblem problem) {
        return new PolicyRecord.Entry(organization, new Unreadable(problem));
    }

    /** A manifest that is right for exactly these policies. */
    static PolicyRecord manifest(long generation, OrganizationPolicy... policies) {
        return new PolicyRecord.ReadableManifest(
                new Manifest(generation, policies.length, PolicyDigest.of(List.of(policies))));
    }

    /** The content of a topic that holds these policies. */
    static TopicContent content(long generation, OrganizationPolicy... policies) {
        TreeMap<OrganizationId, EntryState> entries = new TreeMap<>();
        for (OrganizationPolicy policy : policies) {
            entries.put(policy.organization(), new Readable(policy));
        }
        return new TopicContent(generation, entries);
    }

    static TopicContent denying(OrganizationId organization) {
        return new TopicContent(1, new TreeMap<>(Map.of(organization, new Unreadable(EntryProblem.MALFORMED))));
    }

    private static Region region(RegionId id, String jurisdiction) {
        return new Region(id, new Jurisdiction(jurisdiction), "", "", new Region.Endpoints("", "", ""), List.of());
    }
}
