package io.domicile.cli.republish;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.domicile.kit.kafka.ClientSettings;
import io.domicile.kit.kafka.ToolClients;
import io.domicile.kit.republish.RepublishStalledException;
import io.domicile.kit.republish.Republisher;
import io.domicile.kit.republish.Republisher.Counts;
import io.domicile.residency.DataClass;
import io.domicile.residency.OrganizationId;
import io.domicile.testkit.kafka.EmbeddedKafka;
import io.domicile.testkit.kafka.KafkaOptions;
import io.domicile.testkit.kafka.RecordsProbe;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Writes that happen while an organization's keys are sent again. */
class ConvergenceIT {

    private static final long EPOCH = 7;

    private static EmbeddedKafka kafka;
    private static KafkaProducer<byte[], byte[]> producer;

    @BeforeAll
    static void start() {
        kafka = EmbeddedKafka.start(KafkaOptions.defaults());
        producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", kafka.bootstrapServers()),
                new ByteArraySerializer(),
                new ByteArraySerializer());
    }

    @AfterAll
    static void stop() {
        producer.close();
        kafka.close();
    }

    @BeforeEach
    void createTopics() {
        kafka.createTopics(HandRouter.INGRESS, HandRouter.HOME);
    }

    @AfterEach
    void deleteTopics() {
        kafka.deleteTopics(HandRouter.INGRESS, HandRouter.HOME);
    }

    @Test
    void shouldSendTheLatestValueOfEachKeyOnceAndNoDeletedOne() throws Exception {
        home("acme/a", "a1");
        home("acme/a", "a2");
        home("acme/b", "b1");
        home("acme/gone", "g1");
        home("acme/gone", null);
        home("other/a", "x");

        try (HandRouter router = new HandRouter(kafka.bootstrapServers(), EPOCH, (own, number) -> {})) {
            assertThat(republisher("run-1", EPOCH).rehearse(DataClass.ROLE_DEFINITIONS))
                    .isEqualTo(new Counts(2, 0));
            assertThat(republish("run-1")).isEqualTo(new Counts(2, 2));
        }

        assertThat(latest())
                .containsEntry("acme/a", "a2")
                .containsEntry("acme/b", "b1")
                .containsEntry("acme/gone", null);
    }

    @Test
    void shouldSendANewerValueAgainThatCameOutBeforeItsCopy() throws Exception {
        home("acme/a", "a1");

        try (HandRouter router = new HandRouter(kafka.bootstrapServers(), EPOCH, (own, number) -> {
            if (number <= 2) {
                own.home("acme/a", "newer-" + number);
            }
        })) {
            assertThat(republish("run-1")).isEqualTo(new Counts(1, 3));
        }

        assertThat(latest()).containsEntry("acme/a", "newer-2");
    }

    @Test
    void shouldLeaveAValueThatCameOutBehindItsCopy() throws Exception {
        home("acme/a", "a1");
        home("acme/b", "b1");

        try (HandRouter router = new HandRouter(kafka.bootstrapServers(), EPOCH, (own, number) -> {
            if (number == 2) {
                own.home("acme/a", "newer");
            }
        })) {
            assertThat(republish("run-1")).isEqualTo(new Counts(2, 2));
        }

        assertThat(latest()).containsEntry("acme/a", "newer");
    }

    @Test
    void shouldDeleteAgainWhatWasDeletedMeanwhile() throws Exception {
        home("acme/a", "a1");

        try (HandRouter router = new HandRouter(kafka.bootstrapServers(), EPOCH, (own, number) -> {
            if (number == 1) {
                own.home("acme/a", null);
            }
        })) {
            assertThat(republish("run-1")).isEqualTo(new Counts(1, 2));
        }

        assertThat(latest()).containsEntry("acme/a", null);
    }

    @Test
    void shouldRepairWhatAnEarlierRunLeftStale() throws Exception {
        home("acme/a", "a1");
        home("acme/gone", "g1");
        home("acme/a", "newer");
        home("acme/gone", null);
        HandRouter.copy(producer, "acme/a", "a1", "killed-run:0");
        HandRouter.copy(producer, "acme/gone", "g1", "killed-run:1");
        assertThat(latest()).containsEntry("acme/a", "a1").containsEntry("acme/gone", "g1");

        try (HandRouter router = new HandRouter(kafka.bootstrapServers(), EPOCH, (own, number) -> {})) {
            assertThat(republish("run-2")).isEqualTo(new Counts(2, 2));
        }

        assertThat(latest()).containsEntry("acme/a", "newer").containsEntry("acme/gone", null);
    }

    @Test
    void shouldSendAgainWhatTheRouterDecidedByAnOlderPolicy() throws Exception {
        home("acme/a", "a1");

        try (HandRouter router = new HandRouter(kafka.bootstrapServers(), EPOCH - 1, (own, number) -> {
            if (number == 3) {
                own.learn(EPOCH);
            }
        })) {
            assertThat(republish("run-1")).isEqualTo(new Counts(1, 3));
        }
    }

    @Test
    void shouldSayThatCopiesDoNotComeOut() {
        home("acme/a", "a1");

        assertThatThrownBy(() -> new Republisher(
                                new OrganizationId("acme"),
                                EPOCH,
                                clients(Duration.ofSeconds(15)),
                                "run-1",
                                Duration.ofSeconds(30))
                        .republish(DataClass.ROLE_DEFINITIONS))
                .isInstanceOf(RepublishStalledException.class)
                .hasMessageContaining("is the router running")
                .hasMessageNotContaining("acme");
    }

    private static Counts republish(String run) {
        return republisher(run, EPOCH).republish(DataClass.ROLE_DEFINITIONS);
    }

    private static Republisher republisher(String run, long epoch) {
        return new Republisher(
                new OrganizationId("acme"), epoch, clients(Duration.ofSeconds(60)), run, Duration.ofSeconds(60));
    }

    private static ToolClients clients(Duration patience) {
        return new ToolClients(
                ClientSettings.of("kafka", Map.of("bootstrap.servers", kafka.bootstrapServers())),
                "convergence-it",
                patience);
    }

    private static void home(String key, @Nullable String value) {
        HandRouter.home(producer, key, value, 1);
    }

    private static Map<String, @Nullable String> latest() {
        Map<String, @Nullable String> latest = new LinkedHashMap<>();
        try (RecordsProbe probe = RecordsProbe.committed(kafka.bootstrapServers(), HandRouter.HOME)) {
            for (ConsumerRecord<byte[], byte[]> record : probe.readAll()) {
                latest.put(
                        new String(record.key(), UTF_8),
                        record.value() == null ? null : new String(record.value(), UTF_8));
            }
        }
        return latest;
    }
}
