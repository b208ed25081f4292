package io.domicile.router.transaction;

import static io.domicile.router.fixture.World.utf8;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.domicile.kit.config.Problems;
import io.domicile.kit.topic.Topics;
import io.domicile.router.streams.StreamsSettings;
import io.domicile.testkit.kafka.EmbeddedKafka;
import io.domicile.testkit.kafka.KafkaOptions;
import io.domicile.testkit.kafka.RecordsProbe;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.apache.kafka.clients.consumer.CommitFailedException;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler.StreamThreadExceptionResponse;
import org.apache.kafka.streams.kstream.Consumed;
import org.apache.kafka.streams.kstream.Produced;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Kafka Streams waits, with the thread it has, while what it gave up has not been seen to end. */
@Timeout(value = 400, unit = SECONDS)
class ClearedStreamsIT {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final EmbeddedKafka kafka = EmbeddedKafka.start(KafkaOptions.defaults());
    private final HeldClients clients = new HeldClients();
    private final Queue<Throwable> threadFailures = new ConcurrentLinkedQueue<>();

    @BeforeEach
    void createTopics() {
        kafka.createTopics("arrivals", "departures", Topics.ACKS);
    }

    @AfterEach
    void stopBroker() {
        kafka.close();
    }

    @Test
    void shouldOpenItsProducerAgainUntilWhatItGaveUpHasEndedAndThenGoOn() throws Exception {
        // given
        clients.holdOpen();
        clients.failNextCommit(new CommitFailedException("no member any more"));
        try (KafkaStreams streams = new KafkaStreams(topology(), settings(), clients)) {
            streams.setUncaughtExceptionHandler(failure -> {
                threadFailures.add(failure);
                return StreamThreadExceptionResponse.SHUTDOWN_CLIENT;
            });
            streams.start();

            // when
            arrive("one");
            await().atMost(PATIENCE).until(() -> clients.openedApart() >= 2);

            // then
            assertThat(clients.opened()).isGreaterThanOrEqualTo(2);
            assertThat(departed()).isEmpty();

            // when
            clients.letGo();
            arrive("two");

            // then
            await().atMost(PATIENCE).until(() -> departed().size() >= 2);
            assertThat(departed()).containsExactly("one", "two");
            assertThat(threadFailures).isEmpty();
        }
    }

    /** Kafka Streams takes it for a corrupted task, and goes on with the same producer. */
    @Test
    void shouldRouteAgainWhatACommitThatTookTooLongGaveUp() throws Exception {
        try (KafkaStreams streams = new KafkaStreams(topology(), settings(), clients)) {
            streams.setUncaughtExceptionHandler(failure -> {
                threadFailures.add(failure);
                return StreamThreadExceptionResponse.SHUTDOWN_CLIENT;
            });
            // given
            streams.start();
            arrive("zero");
            await().atMost(PATIENCE).until(() -> departed().size() == 1);

            // when
            clients.failNextCommit(new TimeoutException("too late"));
            arrive("one");
            await().atMost(PATIENCE).until(clients::hasFailed);
            arrive("two");

            // then
            await().atMost(PATIENCE).until(() -> departed().contains("two"));
            assertThat(departed()).containsExactly("zero", "one", "two");
            assertThat(threadFailures).isEmpty();
        }
    }

    private Properties settings() {
        Problems problems = new Problems("test");
        Properties settings = new Properties();
        settings.putAll(StreamsSettings.of(
                "cleared-streams", 1, Map.of("bootstrap.servers", kafka.bootstrapServers()), problems));
        settings.put("auto.offset.reset", "earliest");
        problems.throwIfAny();
        return settings;
    }

    private static Topology topology() {
        StreamsBuilder builder = new StreamsBuilder();
        builder.stream("arrivals", Consumed.with(Serdes.ByteArray(), Serdes.ByteArray()))
                .to("departures", Produced.with(Serdes.ByteArray(), Serdes.ByteArray()));
        return builder.build();
    }

    private void arrive(String value) throws Exception {
        try (KafkaProducer<byte[], byte[]> producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", kafka.bootstrapServers()),
                new ByteArraySerializer(),
                new ByteArraySerializer())) {
            producer.send(new ProducerRecord<>("arrivals", utf8("acme/1"), utf8(value)))
                    .get();
        }
    }

    private List<String> departed() {
        try (RecordsProbe probe = RecordsProbe.committed(kafka.bootstrapServers(), "departures")) {
            return probe.readAll().stream()
                    .map(record -> new String(record.value(), StandardCharsets.UTF_8))
                    .toList();
        }
    }
}
