package io.domicile.residency.decision;

import static io.domicile.residency.decision.PayloadFate.QUARANTINE;
import static io.domicile.residency.decision.PayloadFate.REFERENCE_ONLY;

import io.domicile.residency.DataClass;
import io.domicile.residency.RegionId;
import io.domicile.residency.policy.OrganizationPolicy;
import io.domicile.residency.policy.OrganizationState;
import io.domicile.residency.policy.PolicyLookup;
import java.util.Optional;
import java.util.Set;

/**
 * The residency decision of one region: a pure function of the policy, the class and the way of arrival.
 *
 * <p>The rules are read top-down and the first that fits decides:
 *
 * <ol>
 *   <li>an organization nobody knows is blocked
 *   <li>an organization whose entry is unreadable, or whose mirror is stale, is blocked
 *   <li>strict and homed elsewhere: blocked, and the payload is copied nowhere
 *   <li>suspended or removed: blocked
 *   <li>an unknown class is blocked; away from home its payload is copied nowhere
 *   <li>at home: home, and egress too where the class is replicated and the organization is not strict
 *   <li>away from home: forwarded, once, where a route to that home is configured
 * </ol>
 *
 * <p>Instances are immutable and may be shared by threads.
 */
public final class ResidencyDecision {

    private final RegionId here;
    private final Set<RegionId> routes;

    /**
     * @param here the region that decides
     * @param routes the regions to which a link is configured
     */
    public ResidencyDecision(RegionId here, Set<RegionId> routes) {
        this.here = here;
        this.routes = Set.copyOf(routes);
    }

    /** @param dataClass empty where the record's class is none of the eleven */
    public Decision decide(PolicyLookup lookup, Optional<DataClass> dataClass, Arrival arrival) {
        if (lookup instanceof PolicyLookup.Known known) {
            return decide(known.policy(), dataClass, arrival);
        }
        if (lookup instanceof PolicyLookup.Unknown) {
            return new Decision.Block(BlockReason.UNKNOWN_ORGANIZATION, QUARANTINE);
        }
        if (lookup instanceof PolicyLookup.Stale) {
            return new Decision.Block(BlockReason.POLICY_STALE, REFERENCE_ONLY);
        }
        return new Decision.Block(BlockReason.POLICY_UNAVAILABLE, QUARANTINE);
    }

    private Decision decide(OrganizationPolicy policy, Optional<DataClass> dataClass, Arrival arrival) {
        boolean home = policy.home().equals(here);
        if (!home && policy.strict()) {
            return new Decision.Block(BlockReason.STRICT_RESIDENCY, REFERENCE_ONLY);
        }
        if (policy.state() != OrganizationState.ACTIVE) {
            return new Decision.Block(BlockReason.SUSPENDED, QUARANTINE);
        }
        if (dataClass.isEmpty()) {
            return new Decision.Block(BlockReason.UNKNOWN_CLASS, home ? QUARANTINE : REFERENCE_ONLY);
        }
        return home ? atHome(policy, dataClass.get()) : awayFromHome(policy, dataClass.get(), arrival);
    }

    private static Decision atHome(OrganizationPolicy policy, DataClass dataClass) {
        return switch (dataClass.scope()) {
            case REGIONAL -> new Decision.Home(policy, dataClass);
            case REPLICATED ->
                policy.strict() ? new Decision.Home(policy, dataClass) : new Decision.HomeAndEgress(policy, dataClass);
        };
    }

    private Decision awayFromHome(OrganizationPolicy policy, DataClass dataClass, Arrival arrival) {
        return switch (arrival) {
            case FORWARDED -> new Decision.Block(BlockReason.MISROUTED, QUARANTINE);
            case INGRESS ->
                routes.contains(policy.home())
                        ? new Decision.Forward(policy, dataClass, policy.home())
                        : new Decision.Block(BlockReason.NO_ROUTE, QUARANTINE);
        };
    }
}
