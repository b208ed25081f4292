package io.domicile.residency.link;

import io.domicile.residency.OrganizationId;
import io.domicile.residency.RegionId;
import io.domicile.residency.policy.OrganizationPolicy;
import io.domicile.residency.policy.OrganizationState;
import io.domicile.residency.policy.PolicyLookup;
import io.domicile.residency.policy.PolicyView;

/**
 * Whether an organization's copies may stay on a mirror of {@code <source>.egress.<class>} in the target region: a pure
 * function of the link's own, current policy.
 *
 * <p>Failing closed means the opposite of what it means for copying: only a policy that is known and forbids the copies
 * lets them be erased. Where the target has become the organization's home they stay, strict or not: that is where its
 * data belongs, and after a failover they are what the new home begins with. Instances are immutable.
 */
public final class MirrorGuard {

    private final RegionId source;
    private final RegionId target;

    public MirrorGuard(RegionId source, RegionId target) {
        this.source = source;
        this.target = target;
    }

    public Answer ask(OrganizationId organization, PolicyView policies) {
        PolicyLookup lookup = policies.lookup(organization);
        if (lookup instanceof PolicyLookup.Known known) {
            return mayStay(known.policy()) ? Answer.KEEP : Answer.ERASE;
        }
        return lookup instanceof PolicyLookup.Unknown ? Answer.KEEP : Answer.UNCERTAIN;
    }

    /**
     * Whether a key that the source has deleted is to be deleted on the mirror too. Not where the target has become the
     * organization's home: what the former home deletes then is no longer its word. Nor where the policy cannot be told.
     */
    public boolean followsSource(OrganizationId organization, PolicyView policies) {
        PolicyLookup lookup = policies.lookup(organization);
        return lookup instanceof PolicyLookup.Known known
                ? !known.policy().home().equals(target)
                : lookup instanceof PolicyLookup.Unknown;
    }

    private boolean mayStay(OrganizationPolicy policy) {
        if (policy.state() == OrganizationState.REMOVED) {
            return false;
        }
        if (policy.home().equals(target)) {
            return true;
        }
        return policy.home().equals(source)
                && !policy.strict()
                && policy.standbys().contains(target);
    }

    /** What becomes of an organization's copies. */
    public enum Answer {
        /** They are allowed, or no policy forbids them. */
        KEEP,
        /** Policy forbids them. */
        ERASE,
        /** The policy cannot be read or is stale: nothing is erased, and nothing is said to be erased. */
        UNCERTAIN
    }
}
