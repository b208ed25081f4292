package io.domicile.demo.verdict;

import io.domicile.demo.load.Fleet;
import io.domicile.demo.load.Platform;
import io.domicile.demo.world.Regions;
import io.domicile.residency.RegionId;
import io.domicile.testkit.region.EmbeddedRegion;
import java.util.HashMap;
import java.util.Map;

/** What was sent, and what every region holds. */
record Evidence(Fleet fleet, Platform platform, Map<RegionId, RegionRecords> regions) {

    Evidence {
        regions = Map.copyOf(regions);
    }

    static Evidence gather(Fleet fleet, Platform platform, Regions regions) throws InterruptedException {
        Map<RegionId, RegionRecords> records = new HashMap<>();
        for (EmbeddedRegion region : regions.all()) {
            records.put(region.id(), RegionRecords.read(region));
        }
        return new Evidence(fleet, platform, records);
    }

    RegionRecords in(RegionId region) {
        RegionRecords records = regions.get(region);
        if (records == null) {
            throw new IllegalArgumentException("no region '" + region + "' in this demo");
        }
        return records;
    }
}
