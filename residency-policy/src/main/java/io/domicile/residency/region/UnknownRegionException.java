package io.domicile.residency.region;

import io.domicile.residency.RegionId;
import java.util.Collection;

/** A region id that the catalogue does not list. */
public final class UnknownRegionException extends IllegalArgumentException {

    private static final long serialVersionUID = 1L;

    UnknownRegionException(RegionId unknown, Collection<RegionId> known) {
        super("unknown region '" + unknown + "'; the catalogue lists " + known);
    }
}
