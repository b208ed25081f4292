package io.domicile.kit.policy;

import io.domicile.kit.log.LogKeys;
import io.domicile.kit.policy.PolicyMeters.TopicFigures;
import io.domicile.residency.RegionId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Turns what the trackers hold into the gate's state, the meters and the log. Called by the store's thread only. */
final class PolicyPublisher {

    private static final Logger LOG = LoggerFactory.getLogger(PolicyPublisher.class);

    private final RegionId here;
    private final String component;
    private final GateSwitch gate;
    private final PolicyMeters meters;
    private final Optional<Duration> lease;
    private final SnapshotMerger merger = new SnapshotMerger();
    private boolean isLeaseTight;

    PolicyPublisher(RegionId here, String component, GateSwitch gate, PolicyMeters meters, Optional<Duration> lease) {
        this.here = here;
        this.component = component;
        this.gate = gate;
        this.meters = meters;
        this.lease = lease;
    }

    void publish(WatchedTopic own, List<WatchedTopic> mirrors) {
        GateOutcome outcome = GateOutcome.of(
                own.tracker(), mirrors.stream().map(WatchedTopic::tracker).toList(), lease, merger);
        List<WatchedTopic> all = new ArrayList<>(mirrors);
        all.add(own);
        for (WatchedTopic topic : all) {
            meters.topic(topic.topic(), figures(topic.tracker(), outcome));
            meters.fresh(topic.topic(), topic.tracker().freshness().freshAt());
        }
        warnOfTightLease(all);
        meters.conflicts(
                outcome instanceof GateOutcome.Open open ? open.snapshot().conflicts() : 0);
        announce(outcome);
    }

    void stopped() {
        announce(GateSwitch.STOPPED);
    }

    private void announce(GateOutcome outcome) {
        boolean isChange = gate.publish(outcome);
        GateStatus status = gate.status();
        meters.status(status);
        if (isChange) {
            LOG.atInfo()
                    .setMessage("policy gate changed")
                    .addKeyValue(LogKeys.REGION, here.value())
                    .addKeyValue(LogKeys.COMPONENT, component)
                    .addKeyValue(LogKeys.STATE, status.isOpen() ? "open" : "closed")
                    .addKeyValue(
                            LogKeys.REASON,
                            status instanceof GateStatus.Closed closed
                                    ? closed.reason().code()
                                    : "verified")
                    .log();
        }
    }

    /** A lease that a single late heartbeat ends closes gates for nothing. */
    private void warnOfTightLease(List<WatchedTopic> topics) {
        boolean isTight = lease.isPresent()
                && topics.stream()
                        .flatMap(topic -> topic.tracker().freshness().interval().stream())
                        .anyMatch(interval -> interval.compareTo(lease.get().dividedBy(3)) > 0);
        if (isTight && !isLeaseTight) {
            LOG.atWarn()
                    .setMessage("the policy lease is shorter than three heartbeat intervals; lengthen it")
                    .addKeyValue(LogKeys.REGION, here.value())
                    .addKeyValue(LogKeys.COMPONENT, component)
                    .log();
        }
        isLeaseTight = isTight;
    }

    private static TopicFigures figures(TopicTracker tracker, GateOutcome outcome) {
        TopicImage image = tracker.image();
        int unreadable = (int) image.entries().values().stream()
                .filter(EntryState.Unreadable.class::isInstance)
                .count();
        int ignored = outcome instanceof GateOutcome.Open open ? open.snapshot().misplaced(tracker.region()) : 0;
        return new TopicFigures(
                tracker.lastKnown().map(TopicContent::generation).orElse(0L),
                image.entries().size(),
                unreadable,
                ignored,
                image.pendingCount(),
                image.foreignRecords(),
                tracker.verdict() instanceof TopicVerdict.Verified verified && verified.isDigestTolerated(),
                tracker.isSound());
    }
}
