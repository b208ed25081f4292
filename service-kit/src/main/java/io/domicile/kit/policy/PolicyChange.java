package io.domicile.kit.policy;

import io.domicile.residency.policy.OrganizationPolicy;

/**
 * What came of a change.
 *
 * @param policy what stands now
 * @param generation of the topic that holds it
 * @param isChanged whether something was written; false where the policy stood already
 * @param isSetBack whether the topic was restored to an older state or created again, and not adopted since: no gate
 *     opens on it, nobody decides by this policy, and the generation says nothing
 */
public record PolicyChange(OrganizationPolicy policy, long generation, boolean isChanged, boolean isSetBack) {}
