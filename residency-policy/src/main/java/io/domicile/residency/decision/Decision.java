package io.domicile.residency.decision;

import io.domicile.residency.DataClass;
import io.domicile.residency.RegionId;
import io.domicile.residency.policy.OrganizationPolicy;

/** What happens to one record in one region. There is no other outcome. */
public sealed interface Decision {

    /** It is home and stays: {@code home.<class>}. */
    record Home(OrganizationPolicy policy, DataClass dataClass) implements Decision {}

    /** It is home and may be copied to standbys: {@code home.<class>} and {@code egress.<class>}. */
    record HomeAndEgress(OrganizationPolicy policy, DataClass dataClass) implements Decision {}

    /** It is homed elsewhere and may travel there: {@code forward.<home>}. */
    record Forward(OrganizationPolicy policy, DataClass dataClass, RegionId home) implements Decision {}

    /** It goes no further. */
    record Block(BlockReason reason, PayloadFate fate) implements Decision {}
}
