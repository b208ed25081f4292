package io.domicile.replicator.lag;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.domicile.testkit.kafka.EmbeddedKafka;
import io.domicile.testkit.kafka.KafkaOptions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class AdminSourceEndsIT {

    private static EmbeddedKafka kafka;

    @BeforeAll
    static void start() {
        kafka = EmbeddedKafka.start(KafkaOptions.defaults());
    }

    @AfterAll
    static void stop() {
        kafka.close();
    }

    @Test
    void shouldSeeOnlyWhatIsStable() throws Exception {
        // given
        TopicPartition partition = new TopicPartition("stable", 0);
        kafka.createTopics(partition.topic());
        try (SourceEnds ends = new AdminSourceEnds(kafka::admin, List.of(), Duration.ofSeconds(30));
                Producer<byte[], byte[]> producer = producer()) {
            producer.initTransactions();
            producer.beginTransaction();
            producer.send(new ProducerRecord<>(partition.topic(), 0, null, new byte[1]))
                    .get();

            // when
            Map<TopicPartition, Optional<Long>> open = ends.ends(Set.of(partition));
            producer.commitTransaction();

            // then: the record and its marker, once the broker has written that
            assertThat(open).containsExactly(Map.entry(partition, Optional.of(0L)));
            await().atMost(Duration.ofSeconds(30))
                    .untilAsserted(() -> assertThat(ends.ends(Set.of(partition)))
                            .containsExactly(Map.entry(partition, Optional.of(2L))));
        }
    }

    @Test
    void shouldAnswerForTheOthersWhereOneTopicIsMissing() {
        // given
        TopicPartition present = new TopicPartition("present", 0);
        TopicPartition missing = new TopicPartition("missing", 0);
        kafka.createTopics(present.topic());

        // when
        try (SourceEnds ends = new AdminSourceEnds(kafka::admin, List.of(), Duration.ofSeconds(60))) {
            Map<TopicPartition, Optional<Long>> answer = ends.ends(Set.of(present, missing));

            // then
            assertThat(answer).containsOnly(Map.entry(present, Optional.of(0L)), Map.entry(missing, Optional.empty()));
        }
    }

    @Test
    void shouldListTheTopicsThatAreThere() {
        // given
        kafka.createTopics("listed");

        // when
        try (SourceEnds ends =
                new AdminSourceEnds(kafka::admin, List.of("listed", "never-created"), Duration.ofSeconds(60))) {
            // then
            Map<String, ListedTopic> topics = ends.topics();
            assertThat(topics).containsOnlyKeys("listed");
            assertThat(topics.get("listed").partitions()).isEqualTo(1);
            assertThat(topics.get("listed").origin().clusterId()).isEqualTo(kafka.clusterId());
            assertThat(topics.get("listed").origin().topicId()).isNotEqualTo(Uuid.ZERO_UUID);
            assertThat(ends.starts(Set.of(new TopicPartition("listed", 0)))).containsValue(Optional.of(0L));
        }
    }

    private static Producer<byte[], byte[]> producer() {
        return new KafkaProducer<>(
                Map.of(
                        ProducerConfig.BOOTSTRAP_SERVERS_CONFIG,
                        kafka.bootstrapServers(),
                        ProducerConfig.TRANSACTIONAL_ID_CONFIG,
                        UUID.randomUUID().toString()),
                new ByteArraySerializer(),
                new ByteArraySerializer());
    }
}
