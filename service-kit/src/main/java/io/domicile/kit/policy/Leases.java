package io.domicile.kit.policy;

import io.domicile.residency.RegionId;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Until when each region's policy may be used without another heartbeat, by a monotonic clock in nanoseconds. Immutable.
 *
 * <p>Heartbeats on a topic that is not sound do not lengthen it. A change whose entry and manifest arrive apart, as a link
 * may copy them, is not sound in between; a lease that ends meanwhile makes that region stale until the heartbeat after
 * the manifest. One of three heartbeat intervals outlasts a gap of one.
 *
 * @param own over as soon as this region's own lease is, where there are leases
 * @param ends by mirrored region; a region whose policy was never fresh has an empty one
 */
record Leases(Optional<Lease> own, Map<RegionId, Lease> ends) {

    /** Policy may be used for ever. */
    static final Leases NONE = new Leases(Optional.empty(), Map.of());

    Leases {
        ends = Map.copyOf(ends);
    }

    static Leases of(Duration length, TopicTracker own, Collection<TopicTracker> mirrors) {
        Map<RegionId, Lease> ends = new HashMap<>();
        for (TopicTracker mirror : mirrors) {
            ends.put(mirror.region(), Lease.of(length, mirror.freshness()));
        }
        return new Leases(Optional.of(Lease.of(length, own.freshness())), ends);
    }

    /** Whether there are any. */
    boolean isLimited() {
        return own.isPresent();
    }

    /** Whether this region's own policy may not be used any more, or not yet. */
    boolean isOver(long now) {
        return own.isPresent() && own.get().isOver(now);
    }

    /** The mirrored regions whose policy may not be used any more, or not yet. */
    Set<RegionId> stale(long now) {
        return ends.entrySet().stream()
                .filter(entry -> entry.getValue().isOver(now))
                .map(Map.Entry::getKey)
                .collect(Collectors.toUnmodifiableSet());
    }

    /** @param end empty where it never began */
    record Lease(OptionalLong end) {

        static Lease of(Duration length, Freshness freshness) {
            OptionalLong freshAt = freshness.freshAt();
            return new Lease(freshAt.isPresent() ? OptionalLong.of(freshAt.getAsLong() + length.toNanos()) : freshAt);
        }

        /** Nano times are compared by their difference: they may overflow. */
        boolean isOver(long now) {
            return end.isEmpty() || now - end.getAsLong() >= 0;
        }
    }
}
