package io.domicile.demo.cast;

import io.domicile.kit.policy.PolicyDraft;
import io.domicile.residency.OrganizationId;
import io.domicile.residency.RegionId;
import io.domicile.residency.policy.OrganizationState;
import java.util.List;

/** The regions and organizations of the demo. */
public final class Cast {

    public static final RegionId EU_WEST = new RegionId("eu-west");
    public static final RegionId EU_CENTRAL = new RegionId("eu-central");
    public static final RegionId US_EAST = new RegionId("us-east");

    /** Every region; a port plan has its ports in the same order. */
    public static final List<RegionId> REGIONS = List.of(EU_WEST, EU_CENTRAL, US_EAST);

    /** At home in eu-west, with eu-central as its standby. */
    public static final OrganizationId ACME = new OrganizationId("acme");

    /** At home in eu-west, strict. */
    public static final OrganizationId BOREALIS = new OrganizationId("borealis");

    /** At home in us-east, not strict; its devices publish in eu-west. */
    public static final OrganizationId CYGNUS = new OrganizationId("cygnus");

    /** At home in us-east, strict; its devices publish in eu-west. */
    public static final OrganizationId DUNES = new OrganizationId("dunes");

    /** An organization of which no region has a policy. */
    public static final OrganizationId NOBODY_KNOWS = new OrganizationId("erebus");

    private Cast() {}

    /** Every region but this one. */
    public static List<RegionId> others(RegionId region) {
        return REGIONS.stream().filter(other -> !other.equals(region)).toList();
    }

    /** The policies that are written, each in its home region. */
    public static List<PolicyDraft> policies() {
        return List.of(
                policy(ACME, EU_WEST, List.of(EU_CENTRAL), false),
                policy(BOREALIS, EU_WEST, List.of(), true),
                policy(CYGNUS, US_EAST, List.of(), false),
                policy(DUNES, US_EAST, List.of(), true));
    }

    private static PolicyDraft policy(
            OrganizationId organization, RegionId home, List<RegionId> standbys, boolean isStrict) {
        return new PolicyDraft(organization, home, standbys, isStrict, false, OrganizationState.ACTIVE);
    }
}
