package io.domicile.kit.policy;

import io.domicile.residency.RegionId;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What the gate is, and what stands behind it. Immutable. */
sealed interface GateOutcome {

    /** Decisions are taken by this snapshot, for as long as the leases allow. */
    record Open(PolicySnapshot snapshot, Leases leases) implements GateOutcome {

        @Override
        public GateStatus status() {
            return GateStatus.OPEN;
        }

        @Override
        public boolean isLimited() {
            return leases.isLimited();
        }

        @Override
        public GateOutcome at(long now) {
            if (leases.isOver(now)) {
                return new Closed(GateStatus.Reason.LEASE_EXPIRED);
            }
            Set<RegionId> stale = leases.stale(now);
            return stale.isEmpty() ? this : new Open(snapshot.withStale(stale), leases);
        }
    }

    /** No decision may be taken. */
    record Closed(GateStatus.Reason reason) implements GateOutcome {

        @Override
        public GateStatus status() {
            return new GateStatus.Closed(reason);
        }

        @Override
        public boolean isLimited() {
            return false;
        }

        @Override
        public GateOutcome at(long now) {
            return this;
        }
    }

    GateStatus status();

    /** Whether time alone can change it. */
    boolean isLimited();

    /** What is left of it at this moment of the monotonic clock by which the leases were given. */
    GateOutcome at(long now);

    /**
     * This region's own topic must be verified now; each mirror must have been verified once, and then counts with what
     * was known of it last.
     *
     * @param lease how long a region's policy may be used without another heartbeat; empty: for ever
     */
    static GateOutcome of(
            TopicTracker own, Collection<TopicTracker> mirrors, Optional<Duration> lease, SnapshotMerger merger) {
        if (own.verdict() instanceof TopicVerdict.Rejected rejected) {
            return new Closed(rejected.reason());
        }
        Map<RegionId, TopicContent> contents = new HashMap<>();
        contents.put(own.region(), ((TopicVerdict.Verified) own.verdict()).content());
        for (TopicTracker mirror : mirrors) {
            if (mirror.lastKnown().isEmpty()) {
                return new Closed(GateStatus.Reason.MIRROR_NOT_VERIFIED);
            }
            contents.put(mirror.region(), mirror.lastKnown().get());
        }
        Leases leases = lease.map(length -> Leases.of(length, own, mirrors)).orElse(Leases.NONE);
        return new Open(merger.merge(contents), leases);
    }
}
