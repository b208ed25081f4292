package io.domicile.demo.cast;

import io.domicile.residency.DataClass;
import io.domicile.residency.OrganizationId;
import io.domicile.residency.RegionId;
import java.util.Set;

/**
 * One organization's data of one class, recognizable by a mark that each of its records carries.
 *
 * @param mark 32 hexadecimal digits that occur nowhere else
 * @param allowed the regions whose files may contain the mark
 */
public record MarkedData(OrganizationId organization, DataClass dataClass, String mark, Set<RegionId> allowed) {

    public MarkedData {
        allowed = Set.copyOf(allowed);
    }
}
