package io.domicile.replicator.lag;

import static org.assertj.core.api.Assertions.assertThat;

import io.domicile.replicator.lag.LagStatus.Kind;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LagTrackerTest {

    private static final LagLimits LIMITS = new LagLimits(Duration.ofSeconds(3), Duration.ofSeconds(10), 100);

    private long now = 1_000_000_000_000L;
    private final LagTracker tracker = new LagTracker(LIMITS, () -> now);

    @Test
    void shouldKnowNothingAtFirst() {
        assertThat(tracker.read())
                .isEqualTo(new LagReading(
                        OptionalLong.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Duration.ZERO,
                        new LagStatus(Kind.STALLED, "never-sampled")));
    }

    @Test
    void shouldNotCallAnUnknownPositionALag() {
        // given
        tracker.sampled(100, now);

        // when
        LagReading reading = tracker.read();

        // then
        assertThat(reading.records()).isEmpty();
        assertThat(reading.lag()).isEmpty();
        assertThat(reading.sinceProvenInSync()).isEmpty();
        assertThat(reading.status()).isEqualTo(new LagStatus(Kind.STALLED, "no-position"));
    }

    @Test
    void shouldReadZeroWhereAFreshSampleProvesIt() {
        // given
        tracker.committed(100);
        tracker.sampled(100, now);
        pass(3);

        // when / then
        assertThat(tracker.read())
                .isEqualTo(new LagReading(
                        OptionalLong.of(0),
                        Optional.of(Duration.ZERO),
                        Optional.of(seconds(3)),
                        Optional.of(seconds(3)),
                        seconds(3),
                        new LagStatus(Kind.SYNCED, "none")));
    }

    @Test
    void shouldNotReadZeroOnceTheSampleIsStale() {
        // given
        tracker.committed(100);
        tracker.sampled(100, now);
        pass(4);

        // when
        LagReading reading = tracker.read();

        // then
        assertThat(reading.records()).isEmpty();
        assertThat(reading.lag()).contains(seconds(4));
        assertThat(reading.status()).isEqualTo(new LagStatus(Kind.STALLED, "sample-stale"));
        pass(60);
        assertThat(tracker.read().lag()).contains(seconds(64));
    }

    @Test
    void shouldBeAsOldAsTheFirstSampleTheLedgerHasNotReached() {
        // given
        tracker.committed(100);
        tracker.sampled(100, now);
        pass(1);
        tracker.sampled(110, now);
        pass(1);
        tracker.sampled(120, now);
        pass(1);

        // when / then
        LagReading behindBoth = tracker.read();
        assertThat(behindBoth.records()).hasValue(20);
        assertThat(behindBoth.lag()).contains(seconds(2));
        assertThat(behindBoth.sinceProvenInSync()).contains(seconds(3));
        assertThat(behindBoth.status()).isEqualTo(new LagStatus(Kind.LAGGING, "none"));
        tracker.committed(110);
        LagReading behindOne = tracker.read();
        assertThat(behindOne.records()).hasValue(10);
        assertThat(behindOne.lag()).contains(seconds(1));
        assertThat(behindOne.sinceProvenInSync()).contains(seconds(2));
        tracker.committed(120);
        assertThat(tracker.read().lag()).contains(Duration.ZERO);
        assertThat(tracker.read().sinceProvenInSync()).contains(seconds(1));
    }

    @Test
    void shouldProveNothingByASourceThatEndsBeforeTheLedger() {
        // given
        tracker.committed(100);
        tracker.sampled(100, now);
        pass(1);

        // when: as after a truncation, or where the topic was created again
        tracker.sampled(5, now);

        // then
        LagReading reading = tracker.read();
        assertThat(reading.records()).isEmpty();
        assertThat(reading.lag()).isEmpty();
        assertThat(reading.sinceProvenInSync()).isEmpty();
        assertThat(reading.status()).isEqualTo(new LagStatus(Kind.STALLED, "source-shrunk"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"topic-recreated", "source-truncated", "source-cluster-changed"})
    void shouldProveNothingByTheEndOfALogThatTheLaneHasNotRead(String reason) {
        // given
        tracker.committed(1_000);
        tracker.sampled(1_000, now);

        // when: as where the topic was filled again to where the lane stands
        tracker.condition(new LaneCondition.Halted(reason));
        pass(1);
        tracker.sampled(1_000, now);

        // then
        isUnknown(new LagStatus(Kind.HALTED, reason));

        // when: and beyond
        tracker.sampled(1_001, now);

        // then
        isUnknown(new LagStatus(Kind.HALTED, reason));
    }

    @Test
    void shouldProveNothingWhileALaneWaitsForItsTopicsSuccessor() {
        // given
        tracker.committed(1_000);
        tracker.sampled(1_000, now);

        // when
        tracker.condition(new LaneCondition.Waiting("source-topic-recreated"));

        // then
        isUnknown(new LagStatus(Kind.STALLED, "source-topic-recreated"));
    }

    private void isUnknown(LagStatus status) {
        LagReading reading = tracker.read();
        assertThat(reading.records()).isEmpty();
        assertThat(reading.lag()).isEmpty();
        assertThat(reading.sinceProvenInSync()).isEmpty();
        assertThat(reading.status()).isEqualTo(status);
    }

    @Test
    void shouldTrustASampleThatTheLedgerHasPassedSince() {
        // given
        tracker.committed(100);
        tracker.sampled(105, now);
        pass(1);

        // when
        tracker.committed(110);

        // then
        assertThat(tracker.read().records()).hasValue(0);
        assertThat(tracker.read().status().kind()).isEqualTo(Kind.SYNCED);
    }

    @Test
    void shouldKeepRisingWhileStalled() {
        // given
        tracker.committed(100);
        tracker.sampled(105, now);

        // when
        for (int second = 0; second < 30; second++) {
            pass(1);
            tracker.sampled(105 + second, now);
        }

        // then
        assertThat(tracker.read().lag()).contains(seconds(30));
        assertThat(tracker.read().status()).isEqualTo(new LagStatus(Kind.STALLED, "no-progress"));
    }

    @Test
    void shouldKeepRisingWhileTheSourceIsUnreachable() {
        // given
        tracker.committed(100);
        tracker.sampled(105, now);
        pass(300);

        // when
        LagReading reading = tracker.read();

        // then
        assertThat(reading.records()).hasValue(5);
        assertThat(reading.lag()).contains(seconds(300));
        assertThat(reading.status().kind()).isEqualTo(Kind.STALLED);
    }

    @Test
    void shouldSayWhatTheLinkSays() {
        // given
        tracker.committed(100);
        tracker.sampled(105, now);

        // when / then
        tracker.condition(new LaneCondition.Waiting("gate-closed"));
        assertThat(tracker.read().status()).isEqualTo(new LagStatus(Kind.STALLED, "gate-closed"));
        tracker.condition(new LaneCondition.Halted("foreign-write"));
        assertThat(tracker.read().status()).isEqualTo(new LagStatus(Kind.HALTED, "foreign-write"));
        tracker.condition(new LaneCondition.Disabled("no-standby"));
        assertThat(tracker.read().status()).isEqualTo(new LagStatus(Kind.DISABLED, "no-standby"));
        assertThat(tracker.read().records()).hasValue(5);
    }

    @Test
    void shouldCallAWaitingLaneSyncedWhereNothingIsLeft() {
        // given
        tracker.committed(100);
        tracker.sampled(100, now);

        // when
        tracker.condition(new LaneCondition.Waiting("target-unavailable"));

        // then
        assertThat(tracker.read().status().kind()).isEqualTo(Kind.SYNCED);
    }

    @Test
    void shouldFollowASourceThatLostRecords() {
        // given
        tracker.committed(100);
        tracker.sampled(150, now);
        pass(2);

        // when
        tracker.sampled(120, now);

        // then
        assertThat(tracker.read().records()).hasValue(20);
        assertThat(tracker.read().lag()).contains(seconds(2));
        tracker.committed(120);
        assertThat(tracker.read().status().kind()).isEqualTo(Kind.SYNCED);
    }

    @Test
    void shouldLagAgainAfterTheLedgerWasSetBack() {
        // given
        tracker.committed(100);
        tracker.sampled(100, now);
        pass(1);

        // when
        tracker.committed(40);

        // then
        assertThat(tracker.read().records()).hasValue(60);
        assertThat(tracker.read().lag()).contains(seconds(1));
        assertThat(tracker.read().sinceProvenInSync()).isEmpty();
    }

    @Test
    void shouldForgetALostPosition() {
        // given
        tracker.committed(100);
        tracker.sampled(100, now);

        // when
        tracker.lostPosition();

        // then
        assertThat(tracker.read().records()).isEmpty();
        assertThat(tracker.read().lag()).isEmpty();
    }

    @Test
    void shouldIgnoreASampleThatIsOlderThanTheNewest() {
        // given
        long before = now;
        pass(1);
        tracker.sampled(200, now);

        // when
        tracker.sampled(100, before);
        tracker.committed(100);

        // then
        assertThat(tracker.read().records()).hasValue(100);
    }

    private void pass(long seconds) {
        now += Duration.ofSeconds(seconds).toNanos();
    }

    private static Duration seconds(long seconds) {
        return Duration.ofSeconds(seconds);
    }
}
