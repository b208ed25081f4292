package io.domicile.demo.ports;

import io.domicile.demo.cast.Cast;
import io.domicile.testkit.net.FreePorts;
import java.util.ArrayList;
import java.util.List;

/**
 * Every port of the demo, on 127.0.0.1.
 *
 * @param status of health and metrics
 * @param regions three, in the order of {@link Cast#REGIONS}
 */
public record PortPlan(int status, List<RegionPorts> regions) {

    /** The highest base for which every port is a port. */
    public static final int HIGHEST_BASE = 65_535 - 33;

    public PortPlan {
        regions = List.copyOf(regions);
    }

    /** The ports the documentation names. */
    public static PortPlan documented() {
        return of(8080, 19_090, 19_190, 18_830, 18_080);
    }

    /**
     * Ports close together: the base is the status port, Kafka has base + 1 to 3, its controllers 11 to 13, MQTT 21 to
     * 23, the registries 31 to 33.
     *
     * @throws IllegalArgumentException if one of them would be no port
     */
    public static PortPlan from(int base) {
        if (base < 1 || base > HIGHEST_BASE) {
            throw new IllegalArgumentException("the base port must be between 1 and " + HIGHEST_BASE + ", not " + base);
        }
        return of(base, base, base + 10, base + 20, base + 30);
    }

    /**
     * Makes sure that every port can be had.
     *
     * @throws PortsTakenException if somebody listens on one of them
     */
    public void requireFree() {
        List<String> taken = new ArrayList<>();
        for (int i = 0; i < regions.size(); i++) {
            RegionPorts ports = regions.get(i);
            String of = " of " + Cast.REGIONS.get(i) + ")";
            note(taken, ports.kafka(), "(Kafka" + of);
            note(taken, ports.controller(), "(Kafka controller" + of);
            note(taken, ports.mqtt(), "(MQTT" + of);
            note(taken, ports.registry(), "(schema registry" + of);
        }
        note(taken, status, "(status and metrics)");
        if (!taken.isEmpty()) {
            throw new PortsTakenException(taken);
        }
    }

    private static void note(List<String> taken, int port, String use) {
        if (!FreePorts.isFree(port)) {
            taken.add(port + " " + use);
        }
    }

    private static PortPlan of(int status, int kafka, int controller, int mqtt, int registry) {
        List<RegionPorts> regions = new ArrayList<>();
        for (int i = 1; i <= Cast.REGIONS.size(); i++) {
            regions.add(new RegionPorts(kafka + i, controller + i, mqtt + i, registry + i));
        }
        return new PortPlan(status, regions);
    }
}
