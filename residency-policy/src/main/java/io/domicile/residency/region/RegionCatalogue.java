package io.domicile.residency.region;

import io.domicile.residency.RegionId;
import java.util.Collection;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** All regions there are. A region that is not in it does not exist, and nothing is ever sent there. */
public final class RegionCatalogue {

    private final Map<RegionId, Region> regions;

    /** @throws IllegalArgumentException if it is empty or two entries share an id */
    public RegionCatalogue(Collection<Region> regions) {
        Map<RegionId, Region> byId = new TreeMap<>();
        for (Region region : regions) {
            if (byId.put(region.id(), region) != null) {
                throw new IllegalArgumentException("the region catalogue lists '" + region.id() + "' twice");
            }
        }
        if (byId.isEmpty()) {
            throw new IllegalArgumentException("the region catalogue is empty");
        }
        this.regions = Collections.unmodifiableMap(byId);
    }

    public Optional<Region> find(RegionId id) {
        return Optional.ofNullable(regions.get(id));
    }

    /** @throws UnknownRegionException if the catalogue has no such region */
    public Region require(RegionId id) {
        return find(id).orElseThrow(() -> new UnknownRegionException(id, regions.keySet()));
    }

    public boolean contains(RegionId id) {
        return regions.containsKey(id);
    }

    /** Whether both regions are known and lie in one jurisdiction; false when either is unknown. */
    public boolean shareJurisdiction(RegionId one, RegionId other) {
        Region first = regions.get(one);
        Region second = regions.get(other);
        return first != null && second != null && first.jurisdiction().equals(second.jurisdiction());
    }

    /** Every region, ordered by id. */
    public Collection<Region> all() {
        return regions.values();
    }
}
