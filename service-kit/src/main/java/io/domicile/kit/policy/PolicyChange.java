package io.domicile.kit.policy;

import io.domicile.residency.policy.OrganizationPolicy;

/**
 * What came of a change.
 *
 * @param policy what stands now
 * @param generation of the topic that holds it
 * @param isChanged whether something was written; false where the policy stood already
 */
public record PolicyChange(OrganizationPolicy policy, long generation, boolean isChanged) {}
