package io.domicile.kit.barrier;

import java.time.Instant;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * What became of a change of policy.
 *
 * @param enforcedAt from when on nothing is decided, and nothing decided before ends, by an earlier policy
 * @param tombstonedAt from when on no key that the policy forbids has a value on a standby's mirror
 * @param erasedAt from when on those values are gone from the mirrors' segments as well
 * @param acknowledged members that decide by the change, by their names
 * @param waitingFor what stands in the way of the first of the three that has not come
 */
public record Enforcement(
        Optional<Instant> enforcedAt,
        Optional<Instant> tombstonedAt,
        Optional<Instant> erasedAt,
        SortedSet<String> acknowledged,
        SortedSet<String> waitingFor) {

    public Enforcement {
        acknowledged = new TreeSet<>(acknowledged);
        waitingFor = new TreeSet<>(waitingFor);
    }
}
