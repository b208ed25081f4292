package io.domicile.router.transaction;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InvalidProducerEpochException;
import org.apache.kafka.common.errors.ProducerFencedException;
import org.apache.kafka.common.errors.TimeoutException;
import org.junit.jupiter.api.Test;

/** Which partitions a clearing sends records to. */
class ClearedPartitionsTest extends ClearedFixture {

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
}
