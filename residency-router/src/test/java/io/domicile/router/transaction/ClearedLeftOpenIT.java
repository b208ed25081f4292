package io.domicile.router.transaction;

import static io.domicile.router.fixture.World.HERE;
import static io.domicile.router.fixture.World.utf8;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import io.domicile.testkit.kafka.EmbeddedKafka;
import io.domicile.testkit.kafka.KafkaOptions;
import io.domicile.testkit.kafka.LeftOpen;
import io.domicile.testkit.kafka.RecordsProbe;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerGroupMetadata;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A broker that keeps what a transaction wrote though its coordinator calls the transaction ended. */
@Timeout(value = 400, unit = SECONDS)
class ClearedLeftOpenIT {

    private static final String ID = "id";
    private static final String GROUP = "group";
    private static final TopicPartition READ = new TopicPartition("read", 0);
    private static final TopicPartition OUTPUT = new TopicPartition("output", 0);

    @Test
    void shouldCommitNothingThatAnEarlierTransactionLeftOpen() throws Exception {
        KafkaOptions options =
                KafkaOptions.defaults().withSetting("transaction.partition.verification.enable", "false");
        try (EmbeddedKafka kafka = EmbeddedKafka.start(options);
                Endings endings = new AdminEndings(kafka.admin(), Duration.ofSeconds(30))) {
            // given
            kafka.createTopics(READ.topic(), OUTPUT.topic());
            ClearedProducers producers = new ClearedProducers(HERE);
            Producer<byte[], byte[]> first = producers.open(settings(kafka));
            first.initTransactions();
            write(first, "given up");
            first.sendOffsetsToTransaction(Map.of(READ, new OffsetAndMetadata(7)), group());
            first.close(Duration.ZERO);
            endLastTransaction(kafka);
            LeftOpen left = new LeftOpen(kafka.bootstrapServers(), ID);
            left.record(OUTPUT, utf8("acme/1"), utf8("left open"));
            left.offset(GROUP, READ);
            long leftAt = everything(kafka).get(1).offset();
            assertThat(endings.stableUntil(Set.of(OUTPUT))).containsEntry(OUTPUT, leftAt);
            assertThat(endings.settled(GROUP, Set.of(READ))).contains(Set.of());

            // when
            try (Producer<byte[], byte[]> second = producers.open(settings(kafka))) {
                second.initTransactions();

                // then
                assertThat(endings.stableUntil(Set.of(OUTPUT)).get(OUTPUT)).isGreaterThan(leftAt);
                assertThat(endings.settled(GROUP, Set.of(READ))).contains(Set.of(READ));

                // when
                write(second, "kept");
                second.commitTransaction();
            }

            // then
            try (RecordsProbe committed = RecordsProbe.committed(kafka.bootstrapServers(), OUTPUT.topic())) {
                assertThat(values(committed.awaitAtLeast(1))).containsExactly("kept");
            }
        }
    }

    /** Without a clearing, as Kafka does it by itself for who opens the id next. */
    private static void endLastTransaction(EmbeddedKafka kafka) {
        try (Producer<byte[], byte[]> bare =
                new KafkaProducer<>(settings(kafka), new ByteArraySerializer(), new ByteArraySerializer())) {
            bare.initTransactions();
        }
    }

    private static Map<String, Object> settings(EmbeddedKafka kafka) {
        Map<String, Object> settings = new HashMap<>();
        settings.put("bootstrap.servers", kafka.bootstrapServers());
        settings.put("transactional.id", ID);
        return settings;
    }

    private static void write(Producer<byte[], byte[]> producer, String value) throws Exception {
        producer.beginTransaction();
        producer.send(new ProducerRecord<>(OUTPUT.topic(), OUTPUT.partition(), utf8("acme/1"), utf8(value)))
                .get();
    }

    private static List<ConsumerRecord<byte[], byte[]>> everything(EmbeddedKafka kafka) {
        try (RecordsProbe probe = RecordsProbe.uncommitted(kafka.bootstrapServers(), OUTPUT.topic())) {
            return probe.readAll();
        }
    }

    private static List<String> values(List<ConsumerRecord<byte[], byte[]>> records) {
        return records.stream()
                .map(record -> new String(record.value(), StandardCharsets.UTF_8))
                .toList();
    }

    @SuppressWarnings("deprecation") // as of a consumer without a group's membership
    private static ConsumerGroupMetadata group() {
        return new ConsumerGroupMetadata(GROUP, -1, "", Optional.empty());
    }
}
