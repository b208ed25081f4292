package io.domicile.kit.policy;

import io.domicile.residency.RegionId;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;

/** What the policy topics together amount to: a snapshot to decide by, or the reason why there is none. */
sealed interface GateOutcome {

    /** Decisions may be taken by this snapshot. */
    record Open(PolicySnapshot snapshot) implements GateOutcome {

        @Override
        public GateStatus status() {
            return GateStatus.OPEN;
        }
    }

    /** No decision may be taken. */
    record Closed(GateStatus.Reason reason) implements GateOutcome {

        @Override
        public GateStatus status() {
            return new GateStatus.Closed(reason);
        }
    }

    GateStatus status();

    /**
     * This region's own topic must be verified now; each mirror must have been verified once, and then counts with what
     * was known of it last.
     */
    static GateOutcome of(TopicTracker own, Collection<TopicTracker> mirrors) {
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
        return new Open(PolicySnapshot.merge(contents));
    }
}
