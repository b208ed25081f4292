package io.domicile.kit.barrier;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * How far the members have come to one generation.
 *
 * @param acknowledged members that decide by it, by their names
 * @param missing members that have not said so, by their names, and how long after the change nothing of theirs can be
 *     by an earlier generation any more; empty where that is never certain
 */
public record Standing(SortedSet<String> acknowledged, Map<String, Optional<Duration>> missing) {

    public Standing {
        acknowledged = new TreeSet<>(acknowledged);
        missing = new TreeMap<>(missing);
    }

    /** Whether nothing is decided, or still under way, by an earlier generation. */
    public boolean isEnforced(Duration sinceTheChange) {
        return outstanding(sinceTheChange).isEmpty();
    }

    /** The members that have neither acknowledged nor been waited out. */
    public SortedSet<String> outstanding(Duration sinceTheChange) {
        SortedSet<String> outstanding = new TreeSet<>();
        missing.forEach((member, certain) -> {
            if (certain.isEmpty() || certain.get().compareTo(sinceTheChange) > 0) {
                outstanding.add(member);
            }
        });
        return outstanding;
    }
}
