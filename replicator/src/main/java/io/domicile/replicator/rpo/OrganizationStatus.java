package io.domicile.replicator.rpo;

import io.domicile.replicator.lag.LagSummary;
import io.domicile.residency.RegionId;
import io.domicile.residency.policy.OrganizationPolicy;
import io.domicile.residency.policy.OrganizationState;
import java.util.List;
import java.util.Optional;

/** What a link tells of one organization: a pure function of its policy and the link's lag. */
final class OrganizationStatus {

    private final RegionId source;
    private final RegionId target;

    OrganizationStatus(RegionId source, RegionId target) {
        this.source = source;
        this.target = target;
    }

    List<Replica> replicas(OrganizationPolicy policy, LagSummary lag) {
        if (policy.home().equals(target)) {
            // This is the primary; another link tells of its copies
            return List.of();
        }
        return List.of(disabled(policy)
                .<Replica>map(reason -> new Replica.Disabled(target, reason))
                .orElseGet(() -> new Replica.Kept(target, lag)));
    }

    private Optional<String> disabled(OrganizationPolicy policy) {
        if (policy.strict()) {
            return Optional.of("strict");
        }
        if (policy.state() == OrganizationState.REMOVED) {
            return Optional.of("removed");
        }
        if (!policy.home().equals(source)) {
            return Optional.of("other-home");
        }
        return policy.standbys().contains(target) ? Optional.empty() : Optional.of("no-standby");
    }
}
