package io.domicile.kit.policy;

import static io.domicile.kit.policy.Samples.ACME;
import static io.domicile.kit.policy.Samples.BOREALIS;
import static io.domicile.kit.policy.Samples.CENTRAL;
import static io.domicile.kit.policy.Samples.EAST;
import static io.domicile.kit.policy.Samples.WEST;
import static io.domicile.kit.policy.Samples.entry;
import static io.domicile.kit.policy.Samples.manifest;
import static io.domicile.kit.policy.Samples.policy;
import static org.assertj.core.api.Assertions.assertThat;

import io.domicile.kit.policy.GateStatus.Closed;
import io.domicile.kit.policy.GateStatus.Reason;
import io.domicile.residency.policy.OrganizationPolicy;
import io.domicile.residency.policy.PolicyLookup;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class GateOutcomeTest {

    private static final OrganizationPolicy AT_HOME = policy(ACME, WEST, false, 1);
    private static final OrganizationPolicy ABROAD = policy(BOREALIS, EAST, false, 1);
    private static final Duration LEASE = Duration.ofNanos(50);

    /** Nano times may overflow. No constant, or the compiler would object. */
    private long start = Long.MAX_VALUE - 20;

    private final TopicTracker own = new TopicTracker(WEST);
    private final TopicTracker mirror = new TopicTracker(EAST);
    private final SnapshotMerger merger = new SnapshotMerger();

    private GateOutcome outcome(Optional<Duration> lease) {
        return GateOutcome.of(own, List.of(mirror), lease, merger);
    }

    private static void verify(TopicTracker tracker, OrganizationPolicy policy) {
        tracker.apply(entry(policy));
        tracker.apply(manifest(1, policy));
        tracker.judge();
    }

    private static void beat(TopicTracker tracker, long nanos) {
        tracker.freshness().endSeen(2, nanos);
        tracker.freshness().heartbeat(2, Duration.ofSeconds(1));
    }

    private static PolicyLookup lookup(GateOutcome outcome, OrganizationPolicy policy) {
        return ((GateOutcome.Open) outcome).snapshot().lookup(policy.organization());
    }

    @Test
    void shouldOpenOnceTheOwnTopicAndEveryMirrorAreVerified() {
        assertThat(outcome(Optional.empty())).isEqualTo(new GateOutcome.Closed(Reason.LOADING));
        verify(own, AT_HOME);
        assertThat(outcome(Optional.empty())).isEqualTo(new GateOutcome.Closed(Reason.MIRROR_NOT_VERIFIED));
        verify(mirror, ABROAD);

        GateOutcome open = outcome(Optional.empty());

        assertThat(open.status()).isEqualTo(GateStatus.OPEN);
        assertThat(open.isLimited()).isFalse();
        assertThat(open.at(Long.MIN_VALUE)).isSameAs(open);
        assertThat(lookup(open, ABROAD)).isEqualTo(new PolicyLookup.Known(ABROAD));
    }

    @Test
    void shouldCloseForAnotherReasonThanTheLeaseOnlyWithTheOwnTopic() {
        verify(own, AT_HOME);
        verify(mirror, ABROAD);
        mirror.distrust(Reason.TOPIC_MISSING);
        assertThat(outcome(Optional.empty()).status()).isEqualTo(GateStatus.OPEN);

        own.distrust(Reason.TOPIC_MISSING);

        GateOutcome closed = outcome(Optional.of(LEASE));
        assertThat(closed.status()).isEqualTo(new Closed(Reason.TOPIC_MISSING));
        assertThat(closed.isLimited()).isFalse();
        assertThat(closed.at(0)).isSameAs(closed);
    }

    @Test
    void shouldBeClosedWithALeaseUntilTheFirstHeartbeatAndAfterTheLease() {
        verify(own, AT_HOME);
        verify(mirror, ABROAD);
        assertThat(outcome(Optional.of(LEASE)).isLimited()).isTrue();
        assertThat(outcome(Optional.of(LEASE)).at(start).status()).isEqualTo(new Closed(Reason.LEASE_EXPIRED));

        beat(own, start);

        GateOutcome open = outcome(Optional.of(LEASE));
        assertThat(open.at(start + 49).status()).isEqualTo(GateStatus.OPEN);
        assertThat(open.at(start + 50).status()).isEqualTo(new Closed(Reason.LEASE_EXPIRED));
        assertThat(open.at(start + 51).status()).isEqualTo(new Closed(Reason.LEASE_EXPIRED));
    }

    @Test
    void shouldMakeStaleOnlyWhatIsAtHomeBehindAMirrorWithoutHeartbeat() {
        verify(own, AT_HOME);
        verify(mirror, ABROAD);
        beat(own, start + 100);
        GateOutcome before = outcome(Optional.of(LEASE)).at(start + 100);
        assertThat(lookup(before, ABROAD)).isEqualTo(PolicyLookup.STALE);
        assertThat(lookup(before, AT_HOME)).isEqualTo(new PolicyLookup.Known(AT_HOME));

        beat(mirror, start + 60);

        GateOutcome open = outcome(Optional.of(LEASE));
        assertThat(open.at(start + 109)).isSameAs(open);
        assertThat(lookup(open.at(start + 109), ABROAD)).isEqualTo(new PolicyLookup.Known(ABROAD));
        assertThat(lookup(open.at(start + 110), ABROAD)).isEqualTo(PolicyLookup.STALE);
        assertThat(open.at(start + 110).isLimited()).isTrue();
        assertThat(open.at(start + 150).status()).isEqualTo(new Closed(Reason.LEASE_EXPIRED));
    }

    @Test
    void shouldMergeTheSameContentsOnce() {
        verify(own, AT_HOME);
        verify(mirror, ABROAD);
        PolicySnapshot first = ((GateOutcome.Open) outcome(Optional.empty())).snapshot();
        assertThat(((GateOutcome.Open) outcome(Optional.empty())).snapshot()).isSameAs(first);

        OrganizationPolicy next = policy(ACME, WEST, true, 2);
        own.apply(entry(next));
        own.apply(manifest(2, next));
        own.judge();

        GateOutcome second = outcome(Optional.empty());
        assertThat(lookup(second, next)).isEqualTo(new PolicyLookup.Known(next));
        assertThat(lookup(second, ABROAD)).isEqualTo(new PolicyLookup.Known(ABROAD));
    }

    @Test
    void shouldNotTakeContentsOfOtherRegionsForTheSame() {
        TopicContent content = Samples.content(1, AT_HOME);
        PolicySnapshot first = merger.merge(Map.of(WEST, content, EAST, content));

        assertThat(merger.merge(Map.of(WEST, content, EAST, content))).isSameAs(first);
        assertThat(merger.merge(Map.of(WEST, content)).generations().keySet()).isEqualTo(Set.of(WEST));
        assertThat(merger.merge(Map.of(CENTRAL, content)).generations().keySet())
                .isEqualTo(Set.of(CENTRAL));
        assertThat(new SnapshotMerger().merge(Map.of()).generations()).isEmpty();
    }
}
