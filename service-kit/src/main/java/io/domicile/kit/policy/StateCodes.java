package io.domicile.kit.policy;

import io.domicile.residency.policy.OrganizationState;
import java.util.Optional;

/** The texts that stand for an organization's state on the policy topic and in the digest. */
final class StateCodes {

    private StateCodes() {}

    static String code(OrganizationState state) {
        return switch (state) {
            case ACTIVE -> "active";
            case SUSPENDED -> "suspended";
            case REMOVED -> "removed";
        };
    }

    /** The state with this text; any other text is none, also one that differs in case only. */
    static Optional<OrganizationState> parse(String code) {
        for (OrganizationState state : OrganizationState.values()) {
            if (code(state).equals(code)) {
                return Optional.of(state);
            }
        }
        return Optional.empty();
    }
}
