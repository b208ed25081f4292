package io.domicile.bridge.ledger;

import java.util.EnumMap;
import java.util.Map;

/** The counts behind the identity. Not safe for use by several threads: the ledger's lock guards it. */
final class BridgeCounts {

    private final Map<Ending, Long> ended = new EnumMap<>(Ending.class);
    private long atMostOnce;
    private long atLeastOnce;
    private long acknowledged;

    BridgeCounts() {
        for (Ending ending : Ending.values()) {
            ended.put(ending, 0L);
        }
    }

    void countReceived(boolean isAtMostOnce) {
        if (isAtMostOnce) {
            atMostOnce++;
        } else {
            atLeastOnce++;
        }
    }

    void countEnded(Ending ending, boolean isAtMostOnce) {
        ended.merge(ending, 1L, Long::sum);
        if (ending.isAcknowledged() && !isAtMostOnce) {
            acknowledged++;
        }
    }

    CountSnapshot snapshot(long inFlight, long blocked) {
        return new CountSnapshot(atMostOnce, atLeastOnce, inFlight, acknowledged, blocked, ended);
    }
}
