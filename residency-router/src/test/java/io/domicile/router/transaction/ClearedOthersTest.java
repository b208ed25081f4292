package io.domicile.router.transaction;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.junit.jupiter.api.Test;

/** What was left open under ids other than the one that a producer is opened for. */
class ClearedOthersTest extends ClearedFixture {

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
}
