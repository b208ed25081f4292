package io.domicile.router.transaction;

import static io.domicile.router.fixture.World.HERE;
import static io.domicile.router.fixture.World.utf8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerGroupMetadata;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.InvalidProducerEpochException;
import org.apache.kafka.common.errors.ProducerFencedException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.junit.jupiter.api.Test;

class ClearedProducerTest {

    private static final TopicPartition HOME_0 = new TopicPartition("home", 0);
    private static final TopicPartition HOME_2 = new TopicPartition("home", 2);
    private static final TopicPartition READ = new TopicPartition("ingress", 5);

    private final OpenEnds ends = new OpenEnds();
    private final FakeEndings brokers = new FakeEndings();
    private final List<String> apartIds = new ArrayList<>();
    private RecordingProducer apart = new RecordingProducer(true);
    private Duration sending = Duration.ofSeconds(30);
    private Consumer<String> whenApart = id -> {};

    @Test
    void shouldClearNothingAfterACommit() {
        // given
        RecordingProducer plain = new RecordingProducer(true);
        Producer<byte[], byte[]> producer = initialized("a", plain);

        // when
        sendToHome(producer, 0);
        producer.commitTransaction();
        producer.beginTransaction();
        producer.abortTransaction();

        // then
        assertThat(plain.calls).containsExactly("init", "begin", "send home-0", "commit", "begin", "abort");
        assertThat(brokers.closed).isZero();
    }

    @Test
    void shouldClearWhatAnAbortedTransactionTouchedAndNothingElse() {
        // given
        RecordingProducer plain = new RecordingProducer(true);
        Producer<byte[], byte[]> producer = initialized("a", plain);
        sendToHome(producer, 0);
        producer.send(record(2));
        producer.sendOffsetsToTransaction(Map.of(READ, new OffsetAndMetadata(17)), group("member"));
        plain.takeCalls();

        // when
        producer.abortTransaction();

        // then
        assertThat(plain.calls)
                .containsExactlyInAnyOrder(
                        "abort", "begin", "fill home-0", "fill home-2", "offset ingress-5=17 of router/", "abort")
                .startsWith("abort", "begin")
                .endsWith("abort");
        assertThat(brokers.closed).isEqualTo(1);
        plain.takeCalls();
        sendToHome(producer, 1);
        producer.abortTransaction();
        assertThat(plain.calls).containsExactly("begin", "send home-1", "abort", "begin", "fill home-1", "abort");
    }

    @Test
    void shouldClearBeforeTheSuccessorOfAFencedProducerIsInitialized() {
        // given
        leaveOpen("a", 0);
        RecordingProducer plain = new RecordingProducer(true);

        // when
        initialized("a", plain);

        // then
        assertThat(apart.calls).containsExactly("init", "begin", "fill home-0", "abort");
        assertThat(apart.closed()).isTrue();
        assertThat(apartIds).containsExactly("a");
        assertThat(plain.calls).containsExactly("init");
        assertThat(ends.of("a")).isEmpty();
    }

    @Test
    void shouldLeaveAnotherIdAloneWhileItsProducerIsOpen() {
        // given
        RecordingProducer fenced = new RecordingProducer(true);
        sendToHome(initialized("a", fenced), 0);

        // when
        Producer<byte[], byte[]> other = initialized("b", new RecordingProducer(true));
        other.beginTransaction();

        // then
        assertThat(apartIds).isEmpty();
        assertThat(ends.of("a")).hasSize(1);
    }

    @Test
    void shouldEndWhatWasLeftUnderAnIdThatNoProducerUses() {
        // given
        leaveOpen("a", 0);

        // when
        initialized("b", new RecordingProducer(true));

        // then
        assertThat(apartIds).containsExactly("a");
        assertThat(ends.of("a")).isEmpty();
    }

    @Test
    void shouldGoOnWhereAnIdThatNoProducerUsesCannotBeCleared() {
        // given
        leaveOpen("a", 0);
        brokers.unstable.add(HOME_0);
        RecordingProducer plain = new RecordingProducer(true);

        // when
        Producer<byte[], byte[]> other = initialized("b", plain);
        sendToHome(other, 1);
        other.commitTransaction();

        // then
        assertThat(apart.calls).containsExactly("init", "begin", "fill home-0", "abort");
        assertThat(plain.calls).containsExactly("init", "begin", "send home-1", "commit");
        assertThat(ends.of("a")).hasSize(1);
    }

    @Test
    void shouldGoOnWhereAnIdThatNoProducerUsesMayNotBeCleared() {
        // given
        leaveOpen("a", 0);
        apart.initTransactionException = new TopicAuthorizationException("not permitted");

        // when
        Producer<byte[], byte[]> other = initialized("b", new RecordingProducer(true));

        // then
        other.beginTransaction();
        assertThat(apartIds).containsExactly("a");
        assertThat(ends.of("a")).hasSize(1);
    }

    @Test
    void shouldPassOnAnInterruptionWhileItClearsAnIdThatNoProducerUses() {
        // given
        leaveOpen("a", 0);
        apart.initTransactionException = new InterruptException("stopped");
        Producer<byte[], byte[]> other = opened("b", new RecordingProducer(true));

        // when, then
        assertThatThrownBy(other::initTransactions).isInstanceOf(InterruptException.class);
        assertThat(Thread.interrupted()).isTrue();
    }

    @Test
    void shouldNotFenceAnIdThatAProducerUsesAgainMeanwhile() {
        // given
        leaveOpen("a", 0);
        ends.begin("c").sends(HOME_2);

        // when
        whenApart = id -> ends.producerOpened(id.equals("a") ? "c" : "a");
        initialized("b", new RecordingProducer(true));

        // then
        assertThat(apartIds).hasSize(1);
    }

    @Test
    void shouldClearEveryPartitionOfATopicWhereTheRecordsWasNotTold() {
        // given
        RecordingProducer silent = new RecordingProducer(false);
        Producer<byte[], byte[]> producer = initialized("a", silent);
        producer.beginTransaction();
        producer.send(record(null));
        silent.abortTransactionException = new ProducerFencedException("fenced");
        assertThatThrownBy(producer::abortTransaction).isInstanceOf(ProducerFencedException.class);
        producer.close(Duration.ZERO);

        // when
        initialized("a", new RecordingProducer(true));

        // then
        assertThat(apart.calls)
                .containsExactlyInAnyOrder("init", "begin", "fill home-0", "fill home-1", "fill home-2", "abort");
    }

    @Test
    void shouldSendNothingToPartitionsThatAreGone() {
        // given
        RecordingProducer plain = new RecordingProducer(true);
        Producer<byte[], byte[]> producer = initialized("a", plain);
        sendToHome(producer, 0);
        producer.send(record(2));
        producer.sendOffsetsToTransaction(Map.of(READ, new OffsetAndMetadata(17)), group("member"));
        brokers.existing.removeAll(List.of(HOME_2, READ));
        brokers.unstable.add(HOME_2);
        brokers.pending.add(READ);
        plain.takeCalls();

        // when
        producer.abortTransaction();

        // then
        assertThat(plain.calls).containsExactly("abort", "begin", "fill home-0", "abort");
        producer.beginTransaction();
    }

    @Test
    void shouldNotAskTheProducerForTheTopicOfARecordWhenTheTopicIsGone() {
        // given
        RecordingProducer silent = new RecordingProducer(false);
        Producer<byte[], byte[]> producer = initialized("a", silent);
        producer.beginTransaction();
        producer.send(record(null));
        brokers.existing.clear();
        silent.takeCalls();

        // when
        producer.abortTransaction();

        // then
        assertThat(silent.calls).containsExactly("abort");
        assertThat(ends.of("a")).isEmpty();
    }

    @Test
    void shouldStopAtAPartitionThatIsGoneWhileItWaits() {
        // given
        RecordingProducer plain = new RecordingProducer(true);
        Producer<byte[], byte[]> producer = initialized("a", plain);
        sendToHome(producer, 0);
        brokers.unstable.add(HOME_0);
        brokers.whenLookedAt = () -> brokers.existing.remove(HOME_0);
        plain.takeCalls();

        // when
        producer.abortTransaction();

        // then
        assertThat(plain.calls).containsExactly("abort", "begin", "fill home-0", "abort");
        producer.beginTransaction();
    }

    @Test
    void shouldSendNoRecordAfterItsTimeIsOver() {
        // given
        sending = Duration.ZERO;
        RecordingProducer plain = new RecordingProducer(true);
        Producer<byte[], byte[]> producer = initialized("a", plain);
        sendToHome(producer, 0);
        plain.takeCalls();

        // when, then
        assertThatThrownBy(producer::abortTransaction).isInstanceOf(TimeoutException.class);
        assertThat(plain.takeCalls()).containsExactly("abort", "begin", "abort", "begin", "abort", "begin", "abort");
        assertThatThrownBy(producer::beginTransaction).isInstanceOf(InvalidProducerEpochException.class);
    }

    @Test
    void shouldClearThePartitionThatTheProducerChoseAndTellTheCallerWhatItWasTold() {
        // given
        RecordingProducer plain = new RecordingProducer(false);
        Producer<byte[], byte[]> producer = initialized("a", plain);
        List<String> told = new ArrayList<>();
        producer.beginTransaction();
        producer.send(record(null), (metadata, failure) -> told.add(metadata.partition() + " " + failure));
        producer.send(record(null), (metadata, failure) -> told.add(metadata.partition() + " " + failure.getMessage()));
        plain.completeNext();
        plain.errorNext(new KafkaException("refused"));
        plain.abortTransactionException = new ProducerFencedException("fenced");
        assertThatThrownBy(producer::abortTransaction).isInstanceOf(ProducerFencedException.class);
        producer.close();

        // when
        initialized("a", new RecordingProducer(true));

        // then
        assertThat(told).containsExactly("1 null", "1 refused");
        assertThat(apart.calls).containsExactly("init", "begin", "fill home-1", "abort");
    }

    @Test
    void shouldClearAgainWhatWasNotSeenToEnd() {
        // given
        RecordingProducer plain = new RecordingProducer(true);
        Producer<byte[], byte[]> producer = initialized("a", plain);
        sendToHome(producer, 0);
        producer.send(record(2));
        brokers.unstable.add(HOME_2);
        brokers.looksUntilStable = 1;
        plain.takeCalls();

        // when
        producer.abortTransaction();

        // then
        assertThat(plain.calls).endsWith("abort", "begin", "fill home-2", "abort");
        assertThat(plain.calls).containsOnlyOnce("fill home-0");
        producer.beginTransaction();
    }

    @Test
    void shouldClearAgainWhereAnOffsetIsPending() {
        // given
        RecordingProducer plain = new RecordingProducer(true);
        Producer<byte[], byte[]> producer = initialized("a", plain);
        producer.beginTransaction();
        producer.sendOffsetsToTransaction(Map.of(READ, new OffsetAndMetadata(17)), group("member"));
        brokers.pending.add(READ);

        // when, then
        assertThatThrownBy(producer::abortTransaction).isInstanceOf(TimeoutException.class);
        assertThat(plain.calls.stream().filter("offset ingress-5=17 of router/"::equals))
                .hasSize(3);
    }

    @Test
    void shouldRefuseToBeginWhileAnEarlierTransactionWasNotSeenToEnd() {
        // given
        RecordingProducer plain = new RecordingProducer(true);
        Producer<byte[], byte[]> producer = initialized("a", plain);
        sendToHome(producer, 0);
        brokers.unstable.add(HOME_0);

        // when, then
        assertThatThrownBy(producer::abortTransaction).isInstanceOf(TimeoutException.class);
        assertThat(plain.calls.stream().filter("fill home-0"::equals)).hasSize(3);
        assertThatThrownBy(producer::beginTransaction).isInstanceOf(InvalidProducerEpochException.class);
        producer.close();

        RecordingProducer next = new RecordingProducer(true);
        Producer<byte[], byte[]> successor = opened("a", next);
        assertThatThrownBy(successor::initTransactions).isInstanceOf(TimeoutException.class);
        assertThat(next.calls).isEmpty();

        brokers.unstable.clear();
        apart = new RecordingProducer(true);
        successor.initTransactions();
        successor.beginTransaction();
        assertThat(next.calls).containsExactly("init", "begin");
    }

    @Test
    void shouldKeepATransactionWhoseCommitThrew() {
        // given
        RecordingProducer plain = new RecordingProducer(true);
        Producer<byte[], byte[]> producer = initialized("a", plain);
        sendToHome(producer, 0);
        plain.commitTransactionException = new InvalidProducerEpochException("timed out meanwhile");

        // when
        assertThatThrownBy(producer::commitTransaction).isInstanceOf(InvalidProducerEpochException.class);

        // then
        assertThat(ends.of("a")).hasSize(1);
        producer.close();
        initialized("a", new RecordingProducer(true));
        assertThat(apart.calls).containsExactly("init", "begin", "fill home-0", "abort");
    }

    @Test
    void shouldGiveUpAClearingWhoseRecordsAreNotAcknowledged() {
        // given
        leaveOpen("a", 0);
        apart = new RecordingProducer(false);
        sending = Duration.ofMillis(100);
        RecordingProducer plain = new RecordingProducer(true);
        Producer<byte[], byte[]> successor = opened("a", plain);

        // when
        assertThatThrownBy(successor::initTransactions).isInstanceOf(TimeoutException.class);

        // then
        assertThat(apart.calls).containsExactly("init", "begin", "fill home-0", "abort");
        assertThat(apart.closed()).isTrue();
        assertThat(plain.calls).isEmpty();
        assertThat(ends.of("a")).hasSize(1);
    }

    @Test
    void shouldAskForAnotherTryWhereTheClearingIsFencedAndPassOnThatItIsNotPermitted() {
        // given
        leaveOpen("a", 0);
        Producer<byte[], byte[]> successor = opened("a", new RecordingProducer(true));

        // when, then
        apart.initTransactionException = new ProducerFencedException("fenced");
        assertThatThrownBy(successor::initTransactions).isInstanceOf(TimeoutException.class);
        apart = new RecordingProducer(true);
        apart.initTransactionException = new TopicAuthorizationException("not permitted");
        assertThatThrownBy(successor::initTransactions).isInstanceOf(TopicAuthorizationException.class);
        assertThat(ends.of("a")).hasSize(1);
    }

    private Producer<byte[], byte[]> opened(String transactionalId, RecordingProducer plain) {
        Clearing clearing = new Clearing(
                HERE,
                ends,
                id -> {
                    apartIds.add(id);
                    whenApart.accept(id);
                    return apart;
                },
                () -> brokers,
                new Limits(sending, Duration.ZERO, 3));
        return new ClearedProducer(transactionalId, plain, ends, clearing);
    }

    private Producer<byte[], byte[]> initialized(String transactionalId, RecordingProducer plain) {
        Producer<byte[], byte[]> producer = opened(transactionalId, plain);
        producer.initTransactions();
        return producer;
    }

    /** A producer that sends to a partition of home, is fenced, and is closed. */
    private void leaveOpen(String transactionalId, int partition) {
        RecordingProducer fenced = new RecordingProducer(true);
        Producer<byte[], byte[]> producer = initialized(transactionalId, fenced);
        sendToHome(producer, partition);
        fenced.fenceProducer();
        assertThatThrownBy(producer::abortTransaction).isInstanceOf(ProducerFencedException.class);
        producer.close();
    }

    private static void sendToHome(Producer<byte[], byte[]> producer, int partition) {
        producer.beginTransaction();
        producer.send(record(partition));
    }

    private static ProducerRecord<byte[], byte[]> record(Integer partition) {
        return new ProducerRecord<>("home", partition, utf8("acme/1"), utf8("value"));
    }

    @SuppressWarnings("deprecation") // as a consumer makes it
    private static ConsumerGroupMetadata group(String member) {
        return new ConsumerGroupMetadata("router", 3, member, Optional.empty());
    }
}
