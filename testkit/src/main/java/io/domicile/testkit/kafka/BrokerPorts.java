package io.domicile.testkit.kafka;

import io.domicile.testkit.net.FreePorts;
import java.util.Iterator;
import java.util.OptionalInt;

/** The ports of one broker, chosen once so that it comes back on them. */
record BrokerPorts(int local, int controller, OptionalInt crossRegion, OptionalInt crossRegionAdvertised) {

    static BrokerPorts choose(KafkaOptions options) {
        Iterator<Integer> free = FreePorts.several(3).iterator();
        int local = orFree(options.port(), free);
        int controller = orFree(options.controllerPort(), free);
        KafkaOptions.CrossRegionListener listener = options.crossRegion();
        if (listener == null) {
            return new BrokerPorts(local, controller, OptionalInt.empty(), OptionalInt.empty());
        }
        int crossRegion = orFree(listener.port(), free);
        int advertised = listener.advertisedPort() == 0 ? crossRegion : listener.advertisedPort();
        return new BrokerPorts(local, controller, OptionalInt.of(crossRegion), OptionalInt.of(advertised));
    }

    private static int orFree(int wanted, Iterator<Integer> free) {
        return wanted == 0 ? free.next() : wanted;
    }
}
