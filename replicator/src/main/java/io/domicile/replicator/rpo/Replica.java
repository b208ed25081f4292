package io.domicile.replicator.rpo;

import io.domicile.replicator.lag.LagSummary;
import io.domicile.residency.RegionId;

/** How a primary region's data is doing in one other region. */
sealed interface Replica {

    RegionId region();

    /** It is replicated there. */
    record Kept(RegionId region, LagSummary lag) implements Replica {}

    /** It is not to be there. */
    record Disabled(RegionId region, String reason) implements Replica {}
}
