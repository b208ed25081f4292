package io.domicile.demo.cast;

import static io.domicile.demo.cast.Cast.ACME;
import static io.domicile.demo.cast.Cast.BOREALIS;
import static io.domicile.demo.cast.Cast.CYGNUS;
import static io.domicile.demo.cast.Cast.DUNES;
import static io.domicile.demo.cast.Cast.EU_CENTRAL;
import static io.domicile.demo.cast.Cast.EU_WEST;
import static io.domicile.demo.cast.Cast.NOBODY_KNOWS;
import static io.domicile.demo.cast.Cast.US_EAST;

import io.domicile.residency.DataClass;
import io.domicile.residency.OrganizationId;
import io.domicile.residency.RegionId;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.random.RandomGenerator;

/** The marks of everything the demo writes, and where each may be found. */
public final class Marks {

    private static final int MARK_BYTES = 16;

    private final List<MarkedData> all;

    private Marks(List<MarkedData> all) {
        this.all = List.copyOf(all);
    }

    /** Fresh marks: 128 random bits each. */
    public static Marks random(RandomGenerator random) {
        List<MarkedData> all = new ArrayList<>();
        DataClass telemetry = DataClass.TELEMETRY;
        all.add(marked(random, ACME, telemetry, Set.of(EU_WEST)));
        all.add(marked(random, BOREALIS, telemetry, Set.of(EU_WEST)));
        all.add(marked(random, CYGNUS, telemetry, Set.of(EU_WEST, US_EAST)));
        all.add(marked(random, DUNES, telemetry, Set.of()));
        all.add(marked(random, NOBODY_KNOWS, telemetry, Set.of(EU_WEST)));
        for (DataClass dataClass : DataClass.replicated()) {
            all.add(marked(random, ACME, dataClass, Set.of(EU_WEST, EU_CENTRAL)));
            all.add(marked(random, BOREALIS, dataClass, Set.of(EU_WEST)));
        }
        return new Marks(all);
    }

    /** The mark of an organization's data of one class. */
    public String of(OrganizationId organization, DataClass dataClass) {
        return all.stream()
                .filter(data -> data.organization().equals(organization) && data.dataClass() == dataClass)
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("the demo writes no " + dataClass.id() + " of this"))
                .mark();
    }

    public List<MarkedData> all() {
        return all;
    }

    private static MarkedData marked(
            RandomGenerator random, OrganizationId organization, DataClass dataClass, Set<RegionId> allowed) {
        byte[] bits = new byte[MARK_BYTES];
        random.nextBytes(bits);
        return new MarkedData(organization, dataClass, HexFormat.of().formatHex(bits), allowed);
    }
}
