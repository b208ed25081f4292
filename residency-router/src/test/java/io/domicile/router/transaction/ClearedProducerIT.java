package io.domicile.router.transaction;

import static io.domicile.router.fixture.World.HERE;
import static io.domicile.router.fixture.World.utf8;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.domicile.kit.topic.Topics;
import io.domicile.testkit.kafka.EmbeddedKafka;
import io.domicile.testkit.kafka.KafkaOptions;
import io.domicile.testkit.kafka.RecordsProbe;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListConsumerGroupOffsetsOptions;
import org.apache.kafka.clients.admin.ListConsumerGroupOffsetsSpec;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.CommitFailedException;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerGroupMetadata;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Clearings at a real broker. */
@Timeout(value = 400, unit = SECONDS)
class ClearedProducerIT {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final TopicPartition READ = new TopicPartition("read", 0);

    private static EmbeddedKafka kafka;
    private static Admin admin;

    private final ClearedProducers producers = new ClearedProducers(HERE);

    @BeforeAll
    static void startBroker() {
        kafka = EmbeddedKafka.start(KafkaOptions.defaults());
        kafka.createTopics("read", "aborted", "left", "pending", "no-member", Topics.ACKS);
        admin = kafka.admin();
    }

    @AfterAll
    static void stopBroker() {
        admin.close();
        kafka.close();
    }

    @Test
    void shouldEndWhatItGivesUpAndCommitTheNextOnce() throws Exception {
        // given
        committed("group-aborted", 7);
        try (Producer<byte[], byte[]> producer = open("id-aborted")) {
            producer.initTransactions();

            // when
            write(producer, "aborted", "given up");
            producer.sendOffsetsToTransaction(Map.of(READ, new OffsetAndMetadata(9)), group("group-aborted"));
            producer.abortTransaction();

            // then
            assertThat(everything("aborted")).containsExactly("given up", "filler");
            assertThat(committedRecords("aborted")).isEmpty();
            assertThat(settledOffset("group-aborted")).isEqualTo(7L);

            // when
            write(producer, "aborted", "kept");
            producer.sendOffsetsToTransaction(Map.of(READ, new OffsetAndMetadata(9)), group("group-aborted"));
            producer.commitTransaction();

            // then
            assertThat(nextCommitted("aborted")).containsExactly("kept");
            assertThat(everything("aborted")).containsExactly("given up", "filler", "kept");
            await().atMost(PATIENCE)
                    .untilAsserted(
                            () -> assertThat(settledOffset("group-aborted")).isEqualTo(9L));
        }
    }

    @Test
    void shouldEndWhatAProducerLeftBeforeTheNextOneOfItsIdBegins() throws Exception {
        // given
        Producer<byte[], byte[]> first = open("id-left");
        first.initTransactions();
        write(first, "left", "left open");
        first.close(Duration.ZERO);

        // when
        try (Producer<byte[], byte[]> second = open("id-left")) {
            second.initTransactions();

            // then
            assertThat(everything("left")).containsExactly("left open", "filler");
            assertThat(committedRecords("left")).isEmpty();
            write(second, "left", "kept");
            second.commitTransaction();
            assertThat(nextCommitted("left")).containsExactly("kept");
        }
    }

    @Test
    void shouldCommitNothingForAGroupThatItIsNoMemberOfWhereItHasReadNothing() throws Exception {
        try (Producer<byte[], byte[]> producer = open("id-no-member")) {
            producer.initTransactions();
            ConsumerGroupMetadata membership;
            try (Consumer<byte[], byte[]> member = member("group-no-member")) {
                await().atMost(PATIENCE).until(() -> {
                    member.poll(Duration.ofMillis(100));
                    return !member.assignment().isEmpty();
                });
                membership = member.groupMetadata();
                write(producer, "no-member", "by a member");
                producer.sendOffsetsToTransaction(Map.of(), membership);
                producer.commitTransaction();
                assertThat(nextCommitted("no-member")).containsExactly("by a member");
            }

            // when
            write(producer, "no-member", "by nobody");

            // then
            assertThatThrownBy(() -> producer.sendOffsetsToTransaction(Map.of(), membership))
                    .isInstanceOf(CommitFailedException.class);
            producer.abortTransaction();
            assertThat(committedRecords("no-member")).containsExactly("by a member");
        }
    }

    @Test
    void shouldTellWhatIsStillOpenFromWhatHasEnded() throws Exception {
        // given
        committed("group-pending", 7);
        TopicPartition partition = new TopicPartition("pending", 0);
        try (Producer<byte[], byte[]> producer = open("id-pending");
                Endings endings = new AdminEndings(kafka.admin(), Duration.ofSeconds(30))) {
            producer.initTransactions();

            // when
            write(producer, "pending", "open");
            producer.sendOffsetsToTransaction(Map.of(READ, new OffsetAndMetadata(9)), group("group-pending"));

            // then
            assertThat(endings.stableUntil(Set.of(partition))).isEqualTo(Map.of(partition, 0L));
            assertThat(endings.settled("group-pending", Set.of(READ))).contains(Set.of());

            // when
            producer.abortTransaction();

            // then
            assertThat(endings.stableUntil(Set.of(partition)).get(partition)).isGreaterThan(2);
            assertThat(endings.settled("group-pending", Set.of(READ))).contains(Set.of(READ));
            assertThat(endings.settled("group-never-used", Set.of(READ))).contains(Set.of(READ));
        }
    }

    @Test
    void shouldNotWaitForPartitionsThatAreGone() throws Exception {
        // given
        kafka.createTopics(List.of(
                new NewTopic("deleted", 2, (short) 1),
                new NewTopic("fewer", 2, (short) 1),
                new NewTopic("staying", 2, (short) 1)));
        try (Producer<byte[], byte[]> producer = open("id-gone");
                Endings endings = new AdminEndings(kafka.admin(), Duration.ofSeconds(30))) {
            producer.initTransactions();
            write(producer, "staying", "given up");
            producer.send(new ProducerRecord<>("fewer", 1, utf8("acme/1"), utf8("given up")))
                    .get();
            producer.send(new ProducerRecord<>("deleted", utf8("acme/1"), utf8("given up")))
                    .get();

            // when
            admin.deleteTopics(List.of("deleted", "fewer")).all().get();
            await().atMost(PATIENCE)
                    .until(() ->
                            endings.partitionsOf(Set.of("deleted", "fewer")).isEmpty());
            kafka.createTopics("fewer");

            // then
            assertThat(endings.partitionsOf(Set.of("deleted", "fewer", "staying")))
                    .containsExactlyInAnyOrder(
                            new TopicPartition("fewer", 0),
                            new TopicPartition("staying", 0),
                            new TopicPartition("staying", 1));
            producer.abortTransaction();
            assertThat(everything("staying")).containsExactly("given up", "filler");
            assertThat(everything("fewer")).isEmpty();
            write(producer, "staying", "kept");
            producer.commitTransaction();
            assertThat(nextCommitted("staying")).containsExactly("kept");
        }
    }

    private static Consumer<byte[], byte[]> member(String group) {
        Consumer<byte[], byte[]> member = new KafkaConsumer<>(
                Map.of("bootstrap.servers", kafka.bootstrapServers(), "group.id", group),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer());
        member.subscribe(List.of("read"));
        return member;
    }

    private Producer<byte[], byte[]> open(String transactionalId) {
        Map<String, Object> settings = new HashMap<>();
        settings.put("bootstrap.servers", kafka.bootstrapServers());
        settings.put("transactional.id", transactionalId);
        settings.put("transaction.timeout.ms", 60_000);
        settings.put("client.id", transactionalId + "-producer");
        return producers.open(settings);
    }

    private static void write(Producer<byte[], byte[]> producer, String topic, String value) throws Exception {
        producer.beginTransaction();
        producer.send(new ProducerRecord<>(topic, 0, utf8("acme/1"), utf8(value)))
                .get();
    }

    private static List<String> everything(String topic) {
        try (RecordsProbe probe = RecordsProbe.uncommitted(kafka.bootstrapServers(), topic)) {
            return values(probe.readAll());
        }
    }

    private static List<String> committedRecords(String topic) {
        try (RecordsProbe probe = RecordsProbe.committed(kafka.bootstrapServers(), topic)) {
            return values(probe.readAll());
        }
    }

    /** Waits for one: a commit returns before it is seen. */
    private static List<String> nextCommitted(String topic) {
        try (RecordsProbe probe = RecordsProbe.committed(kafka.bootstrapServers(), topic)) {
            return values(probe.awaitAtLeast(1));
        }
    }

    private static List<String> values(List<ConsumerRecord<byte[], byte[]>> records) {
        return records.stream()
                .map(record -> record.value() == null && record.key().length == 0
                        ? "filler"
                        : new String(record.value(), StandardCharsets.UTF_8))
                .toList();
    }

    private static void committed(String group, long offset) throws Exception {
        admin.alterConsumerGroupOffsets(group, Map.of(READ, new OffsetAndMetadata(offset)))
                .all()
                .get();
    }

    /** Null while the offset is pending. */
    private static Long settledOffset(String group) throws Exception {
        OffsetAndMetadata offset = admin.listConsumerGroupOffsets(
                        Map.of(group, new ListConsumerGroupOffsetsSpec().topicPartitions(List.of(READ))),
                        new ListConsumerGroupOffsetsOptions().requireStable(true))
                .partitionsToOffsetAndMetadata(group)
                .get()
                .get(READ);
        return offset == null ? null : offset.offset();
    }

    @SuppressWarnings("deprecation") // as of a consumer without a group's membership
    private static ConsumerGroupMetadata group(String id) {
        return new ConsumerGroupMetadata(id, -1, "", Optional.empty());
    }
}
