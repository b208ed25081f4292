package io.domicile.bridge.ledger;

import java.util.Map;

/**
 * All counts at one moment: {@code received} is always the sum of {@code ended} and {@code inFlight}.
 *
 * @param ended messages by the way they ended; every ending is a key
 */
public record CountSnapshot(long received, long inFlight, Map<Ending, Long> ended) {

    public CountSnapshot {
        ended = Map.copyOf(ended);
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
