package io.domicile.residency.policy;

import io.domicile.residency.OrganizationId;
import io.domicile.residency.RegionId;
import java.util.Map;

/** An immutable view of every organization's policy. Any number of threads may read it. */
@FunctionalInterface
public interface PolicyView {

    PolicyLookup lookup(OrganizationId organization);

    /** The generation of each region's policy that this view holds, by region; never lower in a later view. */
    default Map<RegionId, Long> generations() {
        return Map.of();
    }
}
