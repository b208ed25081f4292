package io.domicile.bridge.ledger;

import java.util.Collection;
import java.util.EnumMap;
import java.util.Map;

/**
 * All counts at one moment: {@link #received()} is always the sum of {@code ended} and {@code inFlight}.
 *
 * @param atMostOnce messages received with quality of service 0
 * @param atLeastOnce messages received with quality of service 1
 * @param acknowledged messages that the MQTT client was told to acknowledge
 * @param blocked those of them whose PUBACK waits for an older message's
 * @param ended messages by the way they ended; every ending is a key
 */
public record CountSnapshot(
        long atMostOnce, long atLeastOnce, long inFlight, long acknowledged, long blocked, Map<Ending, Long> ended) {

    public CountSnapshot {
        ended = Map.copyOf(ended);
    }

    /** The counts of several ledgers as one. */
    public static CountSnapshot sum(Collection<CountSnapshot> parts) {
        Map<Ending, Long> ended = new EnumMap<>(Ending.class);
        for (Ending ending : Ending.values()) {
            ended.put(
                    ending, parts.stream().mapToLong(part -> part.ended(ending)).sum());
        }
        return new CountSnapshot(
                parts.stream().mapToLong(CountSnapshot::atMostOnce).sum(),
                parts.stream().mapToLong(CountSnapshot::atLeastOnce).sum(),
                parts.stream().mapToLong(CountSnapshot::inFlight).sum(),
                parts.stream().mapToLong(CountSnapshot::acknowledged).sum(),
                parts.stream().mapToLong(CountSnapshot::blocked).sum(),
                ended);
    }

    public long received() {
        return atMostOnce + atLeastOnce;
    }

    public long ended(Ending ending) {
        return ended.getOrDefault(ending, 0L);
    }

    /** Messages that ended this way, whatever the reason. */
    public long ended(Outcome outcome) {
        return ended.entrySet().stream()
                .filter(entry -> entry.getKey().outcome() == outcome)
                .mapToLong(Map.Entry::getValue)
                .sum();
    }
}
