package io.domicile.kit.policy;

import io.domicile.residency.OrganizationId;
import io.domicile.residency.RegionId;
import io.domicile.residency.policy.OrganizationPolicy;
import io.domicile.residency.policy.OrganizationState;
import java.util.List;

/** What an organization's policy is to be: all of it but the epoch, which the writer gives. */
public record PolicyDraft(
        OrganizationId organization,
        RegionId home,
        List<RegionId> standbys,
        boolean strict,
        boolean crossJurisdictionStandby,
        OrganizationState state) {

    public PolicyDraft {
        standbys = List.copyOf(standbys);
    }

    /** What the policy says, to be changed in parts. */
    public static PolicyDraft of(OrganizationPolicy policy) {
        return new PolicyDraft(
                policy.organization(),
                policy.home(),
                policy.standbys(),
                policy.strict(),
                policy.crossJurisdictionStandby(),
                policy.state());
    }

    public PolicyDraft withStrict(boolean newStrict) {
        return new PolicyDraft(organization, home, standbys, newStrict, crossJurisdictionStandby, state);
    }

    /** What is left of it for the home that gives the organization up. */
    PolicyDraft releasedTo(RegionId newHome) {
        return new PolicyDraft(organization, newHome, List.of(), strict, false, state);
    }

    OrganizationPolicy at(long epoch) {
        return new OrganizationPolicy(organization, home, standbys, strict, crossJurisdictionStandby, state, epoch);
    }
}
