package io.domicile.replicator.lag;

import static org.assertj.core.api.Assertions.assertThat;

import io.domicile.replicator.lag.LagStatus.Kind;
import io.domicile.replicator.ledger.LedgerEntry;
import io.domicile.replicator.ledger.SourcePosition;
import io.domicile.replicator.provenance.Origin;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.Uuid;
import org.junit.jupiter.api.Test;

/** The lag of a whole link, of which this process owns one lane. */
class LagBoardTest {

    private static final String ROLES = "egress.role-definitions";
    private static final TopicPartition OWN = new TopicPartition(ROLES, 0);
    private static final TopicPartition OTHERS = new TopicPartition(ROLES, 1);
    private static final Origin RECREATED = new Origin("source-cluster", new Uuid(2, 2));
    private static final String LINK = "eu-west->eu-central";

    private final AtomicLong now = new AtomicLong(7_000_000_000L);
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final LagMeters lagMeters = new LagMeters(meters, "eu-central", LINK);
    private final LagBoard board = new LagBoard(LagLimits.forInterval(Duration.ofSeconds(1)), now::get, lagMeters);
    private final FakeEnds source = new FakeEnds();
    private final FakeLedger ledger = new FakeLedger();
    private final SourceEndSampler sampler =
            new SourceEndSampler(LINK, board, lagMeters, source, now::get, Duration.ofSeconds(1));
    private final LedgerObserver observer = new LedgerObserver(LINK, board, ledger, Duration.ofSeconds(1));

    @Test
    void shouldKnowTheLagOfLanesThatOtherProcessesOwn() {
        // given
        end(OWN, 10);
        end(OTHERS, 20);
        board.follow(OWN).condition(LaneCondition.RUNNING);
        board.follow(OWN).committed(10);

        // when
        ledger.positions.put(OTHERS, 15L);
        pass(1);

        // then
        assertThat(board.read(OTHERS).orElseThrow().records()).hasValue(5);
        assertThat(board.read(OWN).orElseThrow().records()).hasValue(0);
        assertThat(whole().records()).hasValue(5);
        assertThat(whole().status().kind()).isEqualTo(Kind.LAGGING);

        // when
        ledger.positions.put(OTHERS, 20L);
        pass(1);

        // then
        assertThat(whole().status().kind()).isEqualTo(Kind.SYNCED);
        assertThat(whole().lag()).contains(Duration.ZERO);
    }

    @Test
    void shouldBelieveItsOwnLaneOverAnOlderAnswerOfTheTarget() {
        // given
        end(OWN, 10);
        board.follow(OWN).condition(LaneCondition.RUNNING);
        board.follow(OWN).committed(10);

        // when
        ledger.positions.put(OWN, 7L);
        pass(1);

        // then
        assertThat(board.read(OWN).orElseThrow().records()).hasValue(0);
    }

    @Test
    void shouldBelieveTheTargetThatTheLedgerHasGoneOnWithoutIt() {
        // given
        end(OWN, 10);
        board.follow(OWN).condition(new LaneCondition.Waiting("fenced"));
        board.follow(OWN).committed(4);

        // when
        ledger.positions.put(OWN, 10L);
        pass(1);

        // then
        assertThat(board.read(OWN).orElseThrow().records()).hasValue(0);
    }

    @Test
    void shouldGoOnTellingTheLagOfALaneThatWasGivenUp() {
        // given
        end(OWN, 10);
        board.follow(OWN).condition(LaneCondition.RUNNING);
        board.follow(OWN).committed(10);
        pass(1);

        // when
        board.follow(OWN).released();
        ledger.isBroken = true;
        end(OWN, 30);
        for (int second = 0; second < 15; second++) {
            pass(1);
        }

        // then
        LagReading reading = board.read(OWN).orElseThrow();
        assertThat(reading.records()).hasValue(20);
        assertThat(reading.lag()).hasValueSatisfying(lag -> assertThat(lag).isGreaterThan(Duration.ofSeconds(13)));
        assertThat(reading.status()).isEqualTo(new LagStatus(Kind.STALLED, "position-stale"));
        assertThat(meters.find("domicile.link.lag.seconds").gauges()).hasSize(1);
    }

    @Test
    void shouldCountFromTheLogStartWhereNobodyHasWrittenALedger() {
        // given
        end(OTHERS, 50);
        source.starts.put(OTHERS, 50L);
        pass(1);

        // when
        pass(1);

        // then
        assertThat(board.read(OTHERS).orElseThrow().records()).hasValue(0);
        source.ends.put(OTHERS, 53L);
        pass(1);
        assertThat(board.read(OTHERS).orElseThrow().records()).hasValue(3);
    }

    @Test
    void shouldNotSayInSyncWhileItDoesNotKnowWhatThereIs() {
        // given
        ledger.positions.put(OWN, 10L);
        source.ends.put(OWN, 10L);
        observer.observeOnce();
        board.follow(OWN).sampled(10, now.get());

        // when
        LagSummary summary = board.summary(Set.of(ROLES));

        // then
        assertThat(summary.status()).isEqualTo(new LagStatus(Kind.STALLED, "topics-unknown"));
        assertThat(summary.lag()).isEmpty();
        assertThat(summary.records()).isEmpty();
    }

    @Test
    void shouldRiseWhileTheSourceSaysNothing() {
        // given
        end(OWN, 10);
        ledger.positions.put(OWN, 10L);
        pass(1);
        assertThat(whole().status().kind()).isEqualTo(Kind.SYNCED);

        // when
        source.isBroken = true;

        // then
        Duration before = Duration.ZERO;
        for (int minute = 0; minute < 3; minute++) {
            pass(60);
            assertThat(whole().status()).isEqualTo(new LagStatus(Kind.STALLED, "sample-stale"));
            assertThat(whole().records()).isEmpty();
            assertThat(whole().lag().orElseThrow()).isGreaterThanOrEqualTo(before.plusSeconds(60));
            assertThat(whole().exposure()).isEqualTo(whole().lag().orElseThrow());
            before = whole().lag().orElseThrow();
        }
    }

    @Test
    void shouldForgetPartitionsThatTheSourceNoLongerHasButNoTopicThatIsGone() {
        // given
        end(OWN, 1);
        end(OTHERS, 1);
        source.topics.put("egress.user-credentials", 1);
        pass(5);

        // when
        source.topics.remove("egress.user-credentials");
        source.topics.put(ROLES, 1);
        pass(5);

        // then
        assertThat(board.partitions()).containsExactlyInAnyOrder(OWN, new TopicPartition("egress.user-credentials", 0));
    }

    @Test
    void shouldNotFollowAgainWhatTheLedgerStillHasOfAPartitionThatIsGone() {
        // given
        end(OWN, 1);
        end(OTHERS, 1);
        ledger.positions.put(OWN, 1L);
        ledger.positions.put(OTHERS, 1L);
        pass(1);
        assertThat(board.partitions()).containsExactlyInAnyOrder(OWN, OTHERS);

        // when: created again with fewer partitions
        source.topics.put(ROLES, 1);
        source.ends.remove(OTHERS);
        sampler.sampleOnce();
        observer.observeOnce();

        // then
        assertThat(board.partitions()).containsExactly(OWN);
        assertThat(meters.find("domicile.link.lag.seconds").gauges()).hasSize(1);
    }

    @Test
    void shouldProveNothingByAPositionInATopicThatWasCreatedAgain() {
        // given
        end(OTHERS, 1_000);
        ledger.positions.put(OTHERS, 1_000L);
        pass(1);
        assertThat(board.read(OTHERS).orElseThrow().status().kind()).isEqualTo(Kind.SYNCED);

        // when: created again and filled to where the old one ended
        source.origin = RECREATED;

        // then
        for (int second = 0; second < 60; second++) {
            pass(1);
            isUnknown(board.read(OTHERS).orElseThrow(), "other-source");
        }

        // when: resumed at the start of the new topic
        ledger.origin = RECREATED;
        ledger.positions.put(OTHERS, 0L);
        pass(1);

        // then
        LagReading resumed = board.read(OTHERS).orElseThrow();
        assertThat(resumed.records()).hasValue(1_000);
        assertThat(resumed.lag().orElseThrow()).isBetween(Duration.ofSeconds(58), Duration.ofSeconds(60));
        assertThat(resumed.sinceProvenInSync()).isEmpty();

        // when
        ledger.positions.put(OTHERS, 1_000L);
        pass(1);

        // then
        assertThat(board.read(OTHERS).orElseThrow().status().kind()).isEqualTo(Kind.SYNCED);
    }

    @Test
    void shouldProveNothingByAPositionInATopicThatWasAnotherBeforeThisProcessBegan() {
        // given
        end(OTHERS, 1_000);
        source.origin = RECREATED;
        ledger.positions.put(OTHERS, 1_000L);

        // when
        pass(1);

        // then
        isUnknown(board.read(OTHERS).orElseThrow(), "other-source");
    }

    @Test
    void shouldProveNothingByItsOwnLaneBeforeThatFindsTheTopicCreatedAgain() {
        // given
        end(OWN, 1_000);
        board.follow(OWN).condition(LaneCondition.RUNNING);
        board.follow(OWN).committed(1_000);
        ledger.positions.put(OWN, 1_000L);
        pass(1);
        assertThat(board.read(OWN).orElseThrow().records()).hasValue(0);

        // when
        source.origin = RECREATED;
        pass(1);

        // then
        isUnknown(board.read(OWN).orElseThrow(), "other-source");
    }

    @Test
    void shouldNotTakeAnEndForTheNewTopicsThatWasAskedForBeforeItWasKnown() {
        // given: the old topic's end is asked for, and then the topic is created again
        end(OTHERS, 1_000);
        pass(1);
        source.origin = RECREATED;
        ledger.origin = RECREATED;
        ledger.positions.put(OTHERS, 1_000L);
        observer.observeOnce();

        // when
        sampler.sampleOnce();

        // then
        isUnknown(board.read(OTHERS).orElseThrow(), "never-sampled");
    }

    @Test
    void shouldNotTakeTheOffsetOfALedgerItCannotReadForAPosition() {
        // given
        end(OTHERS, 1_000);
        ledger.positions.put(OTHERS, 1_000L);
        pass(1);

        // when
        ledger.isUnreadable = true;
        pass(1);

        // then
        isUnknown(board.read(OTHERS).orElseThrow(), "no-position");
    }

    private static void isUnknown(LagReading reading, String reason) {
        assertThat(reading.records()).isEmpty();
        assertThat(reading.lag()).isEmpty();
        assertThat(reading.sinceProvenInSync()).isEmpty();
        assertThat(reading.exposure()).isEqualTo(reading.followed());
        assertThat(reading.status()).isEqualTo(new LagStatus(Kind.STALLED, reason));
    }

    private LagSummary whole() {
        return board.summary(Set.of(ROLES));
    }

    private void end(TopicPartition partition, long offset) {
        source.topics.merge(partition.topic(), partition.partition() + 1, Math::max);
        source.ends.put(partition, offset);
    }

    private void pass(long seconds) {
        now.addAndGet(Duration.ofSeconds(seconds).toNanos());
        sampler.sampleOnce();
        observer.observeOnce();
        sampler.sampleOnce();
    }

    private static final class FakeLedger implements LedgerPositions {

        private final Map<TopicPartition, Long> positions = new ConcurrentHashMap<>();
        private Origin origin = FakeEnds.FIRST_TOPIC;
        private boolean isBroken;
        private boolean isUnreadable;

        @Override
        public Map<TopicPartition, Optional<LedgerEntry>> entries() {
            if (isBroken) {
                throw new KafkaException("told to fail");
            }
            Map<TopicPartition, Optional<LedgerEntry>> entries = new HashMap<>();
            positions.forEach((partition, position) -> entries.put(
                    partition,
                    Optional.of(new LedgerEntry(SourcePosition.at(position), origin, 1))
                            .filter(entry -> !isUnreadable)));
            return entries;
        }

        @Override
        public void close() {
            positions.clear();
        }
    }
}
