package io.domicile.bridge.admission;

import io.domicile.bridge.ledger.Ending;
import io.domicile.residency.DataClass;
import io.domicile.residency.OrganizationId;
import io.domicile.residency.RecordKey;
import io.domicile.residency.decision.BlockReason;
import io.domicile.residency.policy.OrganizationPolicy;
import org.jspecify.annotations.Nullable;

/** What policy and topic make of a message before its payload is looked at. There is no other answer. */
public sealed interface Admission {

    /** It goes to {@code ingress.<class>}; the router decides how far from there. */
    record Admitted(RecordKey key, DataClass dataClass) implements Admission {}

    /**
     * It is nothing this bridge takes, and policy has nothing against keeping it for the operator.
     *
     * @param key null where the topic tells none
     */
    record DeadLettered(@Nullable RecordKey key, Ending ending) implements Admission {}

    /**
     * It is blocked and kept in this region's quarantine.
     *
     * @param key null where the topic tells none
     */
    record Quarantined(@Nullable RecordKey key, Ending ending) implements Admission {}

    /**
     * It is blocked and its payload is kept nowhere.
     *
     * @param organization the one whose policy forbids to keep it: the topic's, or the identity's
     * @param device null where the topic tells none of this organization
     * @param dataClass null where the topic names none of the eleven
     * @param policy null where the organization's policy is not known well enough
     */
    record Refused(
            OrganizationId organization,
            @Nullable String device,
            @Nullable DataClass dataClass,
            @Nullable OrganizationPolicy policy,
            BlockReason reason)
            implements Admission {}
}
