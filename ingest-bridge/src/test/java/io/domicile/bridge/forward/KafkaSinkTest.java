package io.domicile.bridge.forward;

import static org.assertj.core.api.Assertions.assertThat;

import io.domicile.bridge.meter.KafkaProblem;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Future;
import org.apache.kafka.clients.producer.BufferExhaustedException;
import org.apache.kafka.clients.producer.Callback;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.errors.OutOfOrderSequenceException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.SaslAuthenticationException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;

class KafkaSinkTest {

    private static final ProducerRecord<byte[], byte[]> RECORD = new ProducerRecord<>("topic", new byte[] {1});

    private final List<ScriptedProducer> producers = new ArrayList<>();
    private final List<SendResult> results = new ArrayList<>();
    private final List<KafkaProblem> problems = new ArrayList<>();
    private final KafkaSink sink = new KafkaSink(this::newProducer, problems::add);

    @Test
    void shouldReportStoredOnlyWhenKafkaAcknowledged() {
        assertThat(sink.send(RECORD, results::add)).isTrue();
        assertThat(results).isEmpty();
        assertThat(sink.problem()).isPresent();

        producers.get(0).completeNext();

        assertThat(results).containsExactly(SendResult.STORED);
        assertThat(sink.problem()).isEmpty();
    }

    @Test
    void shouldTakeNothingWhileTheProducerTakesNothing() {
        sink.send(RECORD, results::add);
        producers.get(0).completeNext();
        producers.get(0).refusal = new TimeoutException("metadata");

        assertThat(sink.send(RECORD, results::add)).isFalse();
        producers.get(0).refusal = new TopicAuthorizationException("topic");
        assertThat(sink.send(RECORD, results::add)).isFalse();

        assertThat(results).hasSize(1);
        assertThat(sink.problem()).isPresent();
        assertThat(producers).hasSize(1);
    }

    @Test
    void shouldRejectARecordThatCanNeverBeWritten() {
        sink.send(RECORD, results::add);
        producers.get(0).errorNext(new RecordTooLargeException());
        producers.get(0).refusal = new RecordTooLargeException();
        assertThat(sink.send(RECORD, results::add)).isTrue();

        assertThat(results).containsExactly(new SendResult.Rejected(true), new SendResult.Rejected(true));
        assertThat(producers).hasSize(1);
    }

    @Test
    void shouldLetNothingOvertakeWhatAProducerFailedToWrite() {
        assertThat(sink.send(RECORD, results::add)).isTrue();
        assertThat(sink.send(RECORD, results::add)).isTrue();
        producers.get(0).errorNext(new OutOfOrderSequenceException("sequence"));

        assertThat(results).hasSize(2).allMatch(SendResult.Failed.class::isInstance);
        assertThat(producers.get(0).closed()).isTrue();
        assertThat(problems).containsExactly(KafkaProblem.PRODUCER_FAILED);

        assertThat(sink.send(RECORD, results::add))
                .as("before what failed was taken back")
                .isFalse();
        assertThat(sink.send(RECORD, results::add)).isTrue();
        assertThat(producers).hasSize(2);
        assertThat(producers.get(1).history()).hasSize(1);
    }

    @Test
    void shouldTellWhyKafkaTakesNothing() {
        sink.send(RECORD, results::add);
        producers.get(0).completeNext();
        assertThat(sink.problem()).isEmpty();

        assertThat(refused(new TimeoutException("no metadata"))).contains(KafkaProblem.UNREACHABLE);
        assertThat(refused(new TimeoutException("no metadata", new UnknownTopicOrPartitionException("topic"))))
                .contains(KafkaProblem.TOPIC_MISSING);
        assertThat(refused(new TopicAuthorizationException("topic"))).contains(KafkaProblem.NOT_AUTHORIZED);
        assertThat(refused(new SaslAuthenticationException("no"))).contains(KafkaProblem.NOT_AUTHENTICATED);
        assertThat(refused(new BufferExhaustedException("full"))).contains(KafkaProblem.BUFFER_FULL);
        assertThat(results).as("none is the record's fault").hasSize(1);
    }

    @Test
    void shouldWaitOnceWhereARecordThatMustBeWrittenIsRejected() {
        sink.holdBack("topic");

        assertThat(sink.problem()).contains(KafkaProblem.RECORD_REFUSED);
        assertThat(sink.send(RECORD, results::add)).isFalse();
        assertThat(sink.send(RECORD, results::add)).isTrue();
    }

    @Test
    void shouldAskTheBrokersAndNotWhatAProducerRemembers() {
        assertThat(sink.hasTopics(List.of("topic"))).isTrue();
        assertThat(sink.hasTopics(List.of("topic"))).isTrue();
        assertThat(producers).as("the first one's answer is no news").hasSize(2);

        assertThat(sink.send(RECORD, results::add)).isTrue();
        assertThat(sink.hasTopics(List.of("topic")))
                .as("a record is under way, and its answer will tell")
                .isFalse();
        assertThat(producers).hasSize(2);
        producers.get(1).completeNext();
        assertThat(sink.problem()).isEmpty();
    }

    @Test
    void shouldLearnWhyNobodyAnswersWhileARecordIsUnderWay() {
        assertThat(sink.send(RECORD, results::add)).isTrue();
        producers.get(0).unanswered = new SaslAuthenticationException("no");
        assertThat(sink.hasTopics(List.of("topic"))).isFalse();
        assertThat(sink.problem()).contains(KafkaProblem.NOT_AUTHENTICATED);

        producers.get(0).unanswered = new IllegalStateException("closed by its own thread");
        assertThat(sink.hasTopics(List.of("topic"))).isFalse();
        assertThat(sink.problem()).contains(KafkaProblem.PRODUCER_FAILED);

        assertThat(producers).as("what is under way is still this one's").hasSize(1);
        producers.get(0).completeNext();
        assertThat(sink.problem()).isEmpty();
    }

    private Optional<KafkaProblem> refused(RuntimeException refusal) {
        producers.get(0).refusal = refusal;
        assertThat(sink.send(RECORD, results::add)).isFalse();
        return sink.problem();
    }

    @Test
    void shouldReplaceAProducerThatThrows() {
        sink.send(RECORD, results::add);
        producers.get(0).thrown = new KafkaException("fenced");

        assertThat(sink.send(RECORD, results::add)).isFalse();
        assertThat(sink.send(RECORD, results::add))
                .as("before what it had was taken back")
                .isFalse();
        assertThat(sink.send(RECORD, results::add)).isTrue();

        assertThat(producers).hasSize(2);
    }

    @Test
    void shouldTakeNothingWhileNoProducerCanBeMade() {
        KafkaSink without = new KafkaSink(
                () -> {
                    throw new KafkaException("no broker's name resolves");
                },
                problems::add);

        assertThat(without.send(RECORD, results::add)).isFalse();

        assertThat(results).isEmpty();
        assertThat(without.problem()).contains(KafkaProblem.PRODUCER_FAILED);
    }

    private Producer<byte[], byte[]> newProducer() {
        ScriptedProducer producer = new ScriptedProducer();
        producers.add(producer);
        return producer;
    }

    /** A producer that may refuse a record within the call, as the real one does. */
    private static final class ScriptedProducer extends MockProducer<byte[], byte[]> {

        private RuntimeException refusal;
        private RuntimeException thrown;
        private RuntimeException unanswered;
        private boolean closing;

        ScriptedProducer() {
            super(false, null, new ByteArraySerializer(), new ByteArraySerializer());
        }

        @Override
        public synchronized Future<RecordMetadata> send(ProducerRecord<byte[], byte[]> record, Callback callback) {
            if (thrown != null) {
                throw thrown;
            }
            if (refusal != null) {
                callback.onCompletion(null, refusal);
                return null;
            }
            return super.send(record, callback);
        }

        @Override
        public List<PartitionInfo> partitionsFor(String topic) {
            if (unanswered != null) {
                throw unanswered;
            }
            return List.of(new PartitionInfo(topic, 0, null, null, null));
        }

        /** Fails what it has not written, as the real one does. */
        @Override
        public void close(Duration timeout) {
            if (!closing) {
                closing = true;
                boolean pending = true;
                while (pending) {
                    pending = errorNext(new KafkaException("closed"));
                }
                super.close(timeout);
            }
        }
    }
}
