package io.domicile.replicator.lane;

import io.domicile.kit.policy.PolicyGate;
import io.domicile.residency.OrganizationId;
import io.domicile.residency.RecordKey;
import io.domicile.residency.link.MirrorGuard;
import io.domicile.residency.policy.PolicyView;
import java.util.Optional;

/** Whose copies may stay on the mirrors, by the policy of the moment. Safe for use by several threads. */
public record MirrorPolicy(PolicyGate gate, MirrorGuard guard) {

    /** What policy says of a key; {@link MirrorGuard.Answer#UNCERTAIN} while the gate is closed. */
    MirrorGuard.Answer ask(byte[] key) {
        Optional<PolicyView> view = gate.view();
        if (view.isEmpty()) {
            return MirrorGuard.Answer.UNCERTAIN;
        }
        return RecordKey.parse(key)
                .map(parsed -> ask(parsed.organization(), view.get()))
                .orElse(MirrorGuard.Answer.KEEP);
    }

    /** Whether what the source deletes is to be deleted here; false while the gate is closed. */
    boolean followsSource(byte[] key) {
        return gate.view()
                .filter(view -> RecordKey.parse(key)
                        .map(parsed -> guard.followsSource(parsed.organization(), view))
                        // Nobody's: no record of it could have crossed
                        .orElse(true))
                .isPresent();
    }

    /** What this policy says of an organization. */
    public MirrorGuard.Answer ask(OrganizationId organization, PolicyView view) {
        return guard.ask(organization, view);
    }
}
