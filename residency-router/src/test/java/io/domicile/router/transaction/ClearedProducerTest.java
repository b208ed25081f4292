package io.domicile.router.transaction;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Map;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.errors.InvalidProducerEpochException;
import org.apache.kafka.common.errors.ProducerFencedException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.junit.jupiter.api.Test;

class ClearedProducerTest extends ClearedFixture {

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
    void shouldAskTheGroupAlsoWhereNothingWasRead() {
        // given
        RecordingProducer plain = new RecordingProducer(true);
        Producer<byte[], byte[]> producer = initialized("a", plain);
        sendToHome(producer, 0);
        plain.takeCalls();

        // when
        producer.sendOffsetsToTransaction(Map.of(), group("member"));
        producer.sendOffsetsToTransaction(Map.of(READ, new OffsetAndMetadata(17)), group("member"));

        // then
        assertThat(plain.calls)
                .containsExactly("offset residency.acks-0=0 of router/member", "offset ingress-5=17 of router/member");
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
}
