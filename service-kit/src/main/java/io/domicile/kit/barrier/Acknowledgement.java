package io.domicile.kit.barrier;

import io.domicile.residency.RegionId;
import java.time.Duration;
import java.util.Map;

/**
 * A member's word: whatever it decides from now on, and whatever it has decided and not ended yet, is by these
 * generations or later ones.
 *
 * @param generations of each region's policy, by that region
 * @param tombstoned of a link: the generation of its source's policy by which no key that it forbids has a value on the
 *     mirror any more; 0 of any other member
 * @param erased of a link: the same, and those values are gone from the mirror's segments
 * @param lease how long it decides without a heartbeat of the policy's writer; zero: for ever
 * @param transactionTimeout how long a transaction of it may stay open; zero where it has none
 */
public record Acknowledgement(
        Member member,
        Map<RegionId, Long> generations,
        long tombstoned,
        long erased,
        Duration lease,
        Duration transactionTimeout) {

    public Acknowledgement {
        generations = Map.copyOf(generations);
    }

    /** Of a member that is no link. */
    public static Acknowledgement of(
            Member member, Map<RegionId, Long> generations, Duration lease, Duration transactionTimeout) {
        return new Acknowledgement(member, generations, 0, 0, lease, transactionTimeout);
    }

    /** The generation of that region's policy it decides by; 0 where it has said none. */
    public long generation(RegionId region) {
        return generations.getOrDefault(region, 0L);
    }
}
