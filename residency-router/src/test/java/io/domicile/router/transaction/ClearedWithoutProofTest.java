package io.domicile.router.transaction;

import static io.domicile.router.fixture.World.HERE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.errors.InvalidProducerEpochException;
import org.apache.kafka.common.errors.TimeoutException;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/** Clearings that do not see the end. */
class ClearedWithoutProofTest extends ClearedFixture {

    @Test
    void shouldClearAgainWhereAnOffsetIsPending() {
        // given
        RecordingProducer plain = new RecordingProducer(true);
        Producer<byte[], byte[]> producer = initialized("a", plain);
        producer.beginTransaction();
        producer.sendOffsetsToTransaction(Map.of(READ, new OffsetAndMetadata(17)), group("member"));
        brokers.pending.add(READ);
        plain.takeCalls();

        // when
        producer.abortTransaction();

        // then
        assertThat(plain.takeCalls().stream().filter("offset ingress-5=17 of router/"::equals))
                .hasSize(3);
        producer.beginTransaction();
    }

    @Test
    void shouldGoOnWhereAnotherTransactionKeepsThePartitionFromBecomingStable() {
        // given
        RecordingProducer plain = new RecordingProducer(true);
        Producer<byte[], byte[]> producer = initialized("a", plain);
        sendToHome(producer, 0);
        producer.send(record(2));
        brokers.unstable.add(HOME_0);
        plain.takeCalls();

        // when
        producer.abortTransaction();

        // then
        assertThat(plain.calls.stream().filter("fill home-0"::equals)).hasSize(3);
        assertThat(plain.calls).containsOnlyOnce("fill home-2").endsWith("abort");
        assertThat(ends.of("a")).isEmpty();
        plain.takeCalls();
        sendToHome(producer, 1);
        producer.commitTransaction();
        assertThat(plain.calls).containsExactly("begin", "send home-1", "commit");
    }

    @Test
    void shouldInitializeTheSuccessorWhereAnotherTransactionKeepsThePartitionFromBecomingStable() {
        // given
        Producer<byte[], byte[]> successor = opened("a", new RecordingProducer(true));
        ends.begin("a").sends(HOME_0);
        brokers.unstable.add(HOME_0);

        // when
        successor.initTransactions();

        // then
        assertThat(apart.calls.stream().filter("fill home-0"::equals)).hasSize(3);
        successor.beginTransaction();
    }

    @Test
    void shouldRefuseToBeginWhileTheBrokersDoNotTellWhetherAnOffsetIsPending() {
        // given
        Producer<byte[], byte[]> producer = initialized("a", new RecordingProducer(true));
        producer.beginTransaction();
        producer.sendOffsetsToTransaction(Map.of(READ, new OffsetAndMetadata(17)), group("member"));
        brokers.silent = true;

        // when, then
        assertThatThrownBy(producer::abortTransaction).isInstanceOf(TimeoutException.class);
        assertThatThrownBy(producer::beginTransaction).isInstanceOf(InvalidProducerEpochException.class);
    }

    @Test
    void shouldRefuseToBeginWhileTheBrokersDoNotTellWhetherAnEarlierTransactionHasEnded() {
        // given
        RecordingProducer plain = new RecordingProducer(true);
        Producer<byte[], byte[]> producer = initialized("a", plain);
        sendToHome(producer, 0);
        brokers.silent = true;

        // when, then
        assertThatThrownBy(producer::abortTransaction).isInstanceOf(TimeoutException.class);
        assertThat(plain.calls.stream().filter("fill home-0"::equals)).hasSize(3);
        assertThatThrownBy(producer::beginTransaction).isInstanceOf(InvalidProducerEpochException.class);
        producer.close();

        RecordingProducer next = new RecordingProducer(true);
        Producer<byte[], byte[]> successor = opened("a", next);
        assertThatThrownBy(successor::initTransactions).isInstanceOf(TimeoutException.class);
        assertThat(next.calls).isEmpty();

        brokers.silent = false;
        apart = new RecordingProducer(true);
        successor.initTransactions();
        successor.beginTransaction();
        assertThat(next.calls).containsExactly("init", "begin");
    }

    @Test
    void shouldSayThatItGoesOnAndInHowManyPartitionsButNotInWhich() {
        // given
        Producer<byte[], byte[]> producer = initialized("a", new RecordingProducer(true));
        sendToHome(producer, 0);
        producer.send(record(1));
        producer.send(record(2));
        brokers.unstable.addAll(List.of(HOME_0, HOME_2));
        Logger logger = (Logger) LoggerFactory.getLogger(Clearing.class);
        ListAppender<ILoggingEvent> logged = new ListAppender<>();
        logged.start();
        logger.addAppender(logged);

        // when
        try {
            producer.abortTransaction();
        } finally {
            logger.detachAppender(logged);
        }

        // then
        assertThat(logged.list).singleElement().satisfies(event -> {
            assertThat(event.getLevel()).isEqualTo(Level.ERROR);
            assertThat(event.getFormattedMessage()).doesNotContain("home");
            assertThat(event.getKeyValuePairs())
                    .extracting(pair -> pair.key + '=' + pair.value)
                    .containsExactlyInAnyOrder("region=" + HERE, "count=2", "attempt=3");
        });
    }
}
