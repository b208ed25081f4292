package io.domicile.kit.policy;

import io.domicile.residency.policy.OrganizationPolicy;
import io.domicile.residency.policy.PolicyLookup;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the topics say of one organization. The order in which they are heard does not matter. */
final class Claims {

    private long highestEpoch;
    private int atHighest;
    private int strictAtHighest;
    private @Nullable OrganizationPolicy best;
    private boolean isDenied;
    private final List<OrganizationPolicy> givenUp = new ArrayList<>();

    /** A topic holds an entry that cannot be read. */
    void deny() {
        isDenied = true;
    }

    /** The home that the policy names claims the organization. */
    void add(OrganizationPolicy claim) {
        if (claim.epoch() > highestEpoch) {
            highestEpoch = claim.epoch();
            atHighest = 0;
            strictAtHighest = 0;
        }
        if (claim.epoch() == highestEpoch) {
            atHighest++;
            strictAtHighest += claim.strict() ? 1 : 0;
            if (atHighest == 1 || (claim.strict() && strictAtHighest == 1)) {
                best = claim;
            }
        }
    }

    /** Another home than the one that the policy names gives the organization up to that one. */
    void giveUp(OrganizationPolicy to) {
        givenUp.add(to);
    }

    PolicyLookup settle() {
        OrganizationPolicy claim = best;
        boolean isDecided = atHighest == 1 || strictAtHighest == 1;
        // Claims exist because something was heard, and what is neither a claim nor a denial gives up
        if (claim == null || isDenied || !isDecided || isUnclaimed() || isContradicted()) {
            return PolicyLookup.UNREADABLE;
        }
        return new PolicyLookup.Known(claim);
    }

    boolean isConflict() {
        return atHighest > 1 || isContradicted();
    }

    private boolean isUnclaimed() {
        return givenUp.stream().anyMatch(to -> to.epoch() > highestEpoch);
    }

    private boolean isContradicted() {
        OrganizationPolicy claim = best;
        return claim != null
                && givenUp.stream()
                        .filter(to -> to.epoch() == highestEpoch)
                        .anyMatch(to -> !to.home().equals(claim.home()) || (to.strict() && !claim.strict()));
    }
}
