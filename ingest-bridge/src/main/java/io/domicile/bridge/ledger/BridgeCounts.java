package io.domicile.bridge.ledger;

import java.util.EnumMap;
import java.util.Map;

/** The counts behind the identity. Not safe for use by several threads: the ledger's lock guards it. */
final class BridgeCounts {

    private final Map<Ending, Long> ended = new EnumMap<>(Ending.class);
    private long received;

    BridgeCounts() {
        for (Ending ending : Ending.values()) {
            ended.put(ending, 0L);
        }
    }

    void countReceived() {
        received++;
    }

    void countEnded(Ending ending) {
        ended.merge(ending, 1L, Long::sum);
    }

    CountSnapshot snapshot(long inFlight) {
        return new CountSnapshot(received, inFlight, ended);
    }
}
