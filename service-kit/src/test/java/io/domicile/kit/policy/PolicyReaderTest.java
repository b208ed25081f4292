package io.domicile.kit.policy;

import static io.domicile.kit.policy.Samples.ACME;
import static io.domicile.kit.policy.Samples.CATALOGUE;
import static io.domicile.kit.policy.Samples.WEST;
import static org.assertj.core.api.Assertions.assertThat;

import io.domicile.kit.policy.GateStatus.Reason;
import io.domicile.residency.policy.OrganizationPolicy;
import io.domicile.schemas.registry.SchemaRegistryException.Kind;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.clients.consumer.OffsetOutOfRangeException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.Uuid;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class PolicyReaderTest {

    private static final String NAME = "residency.policy";
    private static final TopicPartition PARTITION = new TopicPartition(NAME, 0);
    private static final OrganizationPolicy POLICY = Samples.policy(ACME, WEST, true, 1);

    private long nanos;
    private final MapSchemaRegistry registry = new MapSchemaRegistry(1);
    private final PolicyEncoder encoder = new PolicyEncoder(registry);
    private final MockConsumer<byte[], byte[]> consumer = new MockConsumer<>("none");
    private final WatchedTopic topic = new WatchedTopic(WEST, NAME);
    private final List<WatchedTopic> topics = List.of(topic);
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final PolicyReader reader = new PolicyReader(
            consumer,
            new PolicyDecoder(registry, CATALOGUE),
            new PolicyMeters(meters, WEST, "router", List.of(NAME), () -> Instant.EPOCH, () -> nanos),
            PolicyTimings.DEFAULT,
            this::offset,
            () -> nanos);
    private final Uuid id = Uuid.randomUuid();
    private long next;

    @BeforeEach
    void follow() {
        consumer.updateBeginningOffsets(Map.of(PARTITION, 0L));
        consumer.updateEndOffsets(Map.of(PARTITION, 0L));
        topic.examined(id);
        reader.follow(topics);
    }

    private long offset(TopicPartition partition, OffsetSpec place) {
        return place instanceof OffsetSpec.EarliestSpec
                ? consumer.beginningOffsets(List.of(partition)).get(partition)
                : consumer.endOffsets(List.of(partition)).get(partition);
    }

    private void append(byte[] key, byte[] value) {
        consumer.addRecord(new ConsumerRecord<>(NAME, 0, next++, key, value));
        consumer.updateEndOffsets(Map.of(PARTITION, next));
    }

    private void appendChange() {
        append(PolicyKeys.entry(ACME), encoder.entry(POLICY));
        append(PolicyKeys.manifest(), encoder.manifest(new Manifest(1, 1, PolicyDigest.of(List.of(POLICY)))));
    }

    private boolean readAndJudge() {
        boolean isComplete = reader.read(topics);
        reader.judge(topic, false);
        return isComplete;
    }

    @Test
    void shouldJudgeWhereTheTopicIsReadToItsEnd() {
        appendChange();
        consumer.updateEndOffsets(Map.of(PARTITION, next + 1));
        readAndJudge();
        assertThat(topic.tracker().verdict()).isEqualTo(new TopicVerdict.Rejected(Reason.LOADING));

        consumer.updateEndOffsets(Map.of(PARTITION, next));
        topic.rewind();
        reader.follow(topics);
        replay(0, PolicyKeys.entry(ACME), encoder.entry(POLICY));
        replay(1, PolicyKeys.manifest(), encoder.manifest(new Manifest(1, 1, PolicyDigest.of(List.of(POLICY)))));
        readAndJudge();

        assertThat(topic.tracker().verdict()).isInstanceOf(TopicVerdict.Verified.class);
    }

    @Test
    void shouldJudgeATopicThatIsWrittenToAllTheTimeAndFromWhenItsEndWasAskedFor() {
        nanos = 100;
        appendChange();
        consumer.updateEndOffsets(Map.of(PARTITION, next + 1));
        readAndJudge();
        assertThat(topic.tracker().isJudged()).isFalse();

        nanos = 200;
        append(PolicyKeys.heartbeat(), encoder.heartbeat(1, Duration.ofSeconds(1), Instant.EPOCH));
        append(PolicyKeys.heartbeat(), encoder.heartbeat(2, Duration.ofSeconds(1), Instant.EPOCH));
        consumer.updateEndOffsets(Map.of(PARTITION, next + 5));
        readAndJudge();

        assertThat(topic.tracker().verdict()).isInstanceOf(TopicVerdict.Verified.class);
        append(PolicyKeys.heartbeat(), encoder.heartbeat(3, Duration.ofSeconds(1), Instant.EPOCH));
        readAndJudge();
        assertThat(topic.tracker().freshness().freshAt()).hasValue(100);
    }

    @Test
    void shouldNotJudgeAPositionBeyondTheEnd() {
        appendChange();
        reader.read(topics);
        consumer.updateEndOffsets(Map.of(PARTITION, 1L));

        assertThat(reader.judge(topic, true)).isFalse();

        assertThat(topic.tracker().isJudged()).isFalse();
    }

    @Test
    void shouldReadARecordAgainThatTheRegistryCouldNotExplain() {
        appendChange();
        readAndJudge();
        registry.failure = Kind.UNAVAILABLE;
        byte[] manifest = encoder.manifest(new Manifest(2, 1, PolicyDigest.of(List.of(POLICY))));
        append(PolicyKeys.manifest(), manifest);

        assertThat(readAndJudge()).isFalse();
        assertThat(topic.tracker().verdict()).isEqualTo(new TopicVerdict.Rejected(Reason.LOADING));
        assertThat(consumer.position(PARTITION)).isEqualTo(next - 1);

        registry.failure = null;
        consumer.addRecord(new ConsumerRecord<>(NAME, 0, next - 1, PolicyKeys.manifest(), manifest));
        assertThat(readAndJudge()).isTrue();
        assertThat(topic.tracker().lastKnown().orElseThrow().generation()).isEqualTo(2);
        assertThat(topic.tracker().verdict()).isInstanceOf(TopicVerdict.Verified.class);
    }

    @Test
    void shouldDistrustAndRewindWhereThePositionIsGone() {
        appendChange();
        readAndJudge();
        consumer.setPollException(new OffsetOutOfRangeException(Map.of(PARTITION, next)));

        reader.read(topics);

        assertThat(topic.tracker().verdict()).isEqualTo(new TopicVerdict.Rejected(Reason.LOADING));
        assertThat(consumer.position(PARTITION)).isZero();
        assertThat(meters.get("domicile.policy.rereads")
                        .tag("reason", "out-of-range")
                        .counter()
                        .count())
                .isEqualTo(1);
    }

    @Test
    void shouldKeepItsJudgementWhenOldRecordsCannotBeDecodedAgainForNow() {
        appendChange();
        readAndJudge();
        reconnect();
        registry.failure = Kind.UNAVAILABLE;
        replay(0, PolicyKeys.entry(ACME), encoder.entry(POLICY));

        assertThat(readAndJudge()).isFalse();

        assertThat(topic.tracker().verdict()).isInstanceOf(TopicVerdict.Verified.class);
    }

    @Test
    void shouldLoseItsJudgementWhenARecordWrittenDuringAReconnectionCannotBeDecoded() {
        appendChange();
        readAndJudge();
        reconnect();
        registry.failure = Kind.UNAVAILABLE;
        append(PolicyKeys.entry(ACME), encoder.entry(POLICY));

        assertThat(readAndJudge()).isFalse();

        assertThat(topic.tracker().verdict()).isEqualTo(new TopicVerdict.Rejected(Reason.LOADING));
    }

    @Test
    void shouldReadNothingAfterAReconnectionBeforeTheTopicIsKnownToBeTheSame() {
        appendChange();
        readAndJudge();
        topic.reconnect();

        reader.follow(topics);
        assertThat(consumer.assignment()).isEmpty();

        topic.examined(Uuid.randomUuid());
        assertThat(topic.tracker().verdict()).isEqualTo(new TopicVerdict.Rejected(Reason.LOADING));
        reader.follow(topics);
        assertThat(consumer.assignment()).containsExactly(PARTITION);
    }

    @Test
    void shouldReadATopicAgainFromWhoseBeginningRecordsWereDeleted() {
        appendChange();
        readAndJudge();
        reader.noticeDeletions(topics);
        assertThat(topic.isRewindDue()).isFalse();

        consumer.updateBeginningOffsets(Map.of(PARTITION, next));
        reader.noticeDeletions(topics);
        reader.follow(topics);
        readAndJudge();

        assertThat(consumer.position(PARTITION)).isEqualTo(next);
        assertThat(topic.tracker().verdict()).isEqualTo(new TopicVerdict.Rejected(Reason.NO_MANIFEST));
        reader.noticeDeletions(topics);
        assertThat(topic.isRewindDue()).isFalse();
    }

    @Test
    void shouldCountOnlyAHeartbeatThatCameAfterTheEndWasSeenAndFromThen() {
        nanos = 100;
        appendChange();
        append(PolicyKeys.heartbeat(), encoder.heartbeat(1, Duration.ofSeconds(1), Instant.EPOCH));
        readAndJudge();
        assertThat(topic.tracker().freshness().freshAt()).isEmpty();

        nanos = 200;
        append(PolicyKeys.heartbeat(), encoder.heartbeat(2, Duration.ofSeconds(1), Instant.EPOCH));
        readAndJudge();

        assertThat(topic.tracker().freshness().freshAt()).hasValue(100);
        assertThat(topic.tracker().freshness().interval()).contains(Duration.ofSeconds(1));
        assertThat(topic.tracker().image().foreignRecords()).isZero();
    }

    @Test
    void shouldLetNoHeartbeatRenewWhatDoesNotMatchItsManifest() {
        nanos = 100;
        appendChange();
        readAndJudge();
        beatAt(200);
        assertThat(freshAt()).hasValue(100);
        beatAt(300);
        assertThat(freshAt()).hasValue(200);

        nanos = 350;
        append(PolicyKeys.manifest(), encoder.manifest(new Manifest(2, 7, PolicyDigest.of(List.of()))));
        readAndJudge();
        beatAt(400);
        beatAt(500);
        assertThat(topic.tracker().verdict()).isInstanceOf(TopicVerdict.Rejected.class);
        assertThat(freshAt()).hasValue(300);

        nanos = 600;
        append(PolicyKeys.manifest(), encoder.manifest(new Manifest(3, 1, PolicyDigest.of(List.of(POLICY)))));
        readAndJudge();
        assertThat(freshAt()).hasValue(300);
        beatAt(700);
        assertThat(freshAt()).hasValue(600);
    }

    @Test
    void shouldLetNoHeartbeatRenewWhatIsChangedByHalf() {
        nanos = 100;
        appendChange();
        readAndJudge();
        OrganizationPolicy next = Samples.policy(ACME, WEST, false, 2);

        nanos = 150;
        append(PolicyKeys.entry(ACME), encoder.entry(next));
        readAndJudge();
        beatAt(200);
        beatAt(300);
        assertThat(topic.tracker().verdict()).isInstanceOf(TopicVerdict.Verified.class);
        assertThat(topic.tracker().isSound()).isFalse();
        assertThat(freshAt()).hasValue(100);

        nanos = 400;
        append(PolicyKeys.manifest(), encoder.manifest(new Manifest(2, 1, PolicyDigest.of(List.of(next)))));
        readAndJudge();
        assertThat(topic.tracker().isSound()).isTrue();
        beatAt(500);
        assertThat(freshAt()).hasValue(400);
    }

    @Test
    void shouldLetNoRegistryHoldUpPolicyForAHeartbeat() {
        appendChange();
        readAndJudge();
        registry.failure = Kind.UNAVAILABLE;
        append(PolicyKeys.heartbeat(), encoder.heartbeat(1, Duration.ofSeconds(1), Instant.EPOCH));

        assertThat(readAndJudge()).isTrue();

        assertThat(topic.tracker().freshness().freshAt()).isEmpty();
        assertThat(topic.tracker().verdict()).isInstanceOf(TopicVerdict.Verified.class);
    }

    private void beatAt(long moment) {
        nanos = moment;
        append(PolicyKeys.heartbeat(), encoder.heartbeat(1, Duration.ofSeconds(1), Instant.EPOCH));
        readAndJudge();
    }

    private OptionalLong freshAt() {
        return topic.tracker().freshness().freshAt();
    }

    /** As after new clients, with the same topic. */
    private void reconnect() {
        Uuid same = id;
        topic.reconnect();
        topic.examined(same);
        reader.follow(topics);
    }

    private void replay(long offset, byte[] key, byte[] value) {
        consumer.addRecord(new ConsumerRecord<>(NAME, 0, offset, key, value));
    }
}
