package io.domicile.residency.policy;

import io.domicile.residency.OrganizationId;

/** An immutable view of every organization's policy. Any number of threads may read it. */
@FunctionalInterface
public interface PolicyView {

    PolicyLookup lookup(OrganizationId organization);
}
