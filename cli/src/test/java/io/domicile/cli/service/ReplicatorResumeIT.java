package io.domicile.cli.service;

import static org.assertj.core.api.Assertions.assertThat;

import io.domicile.cli.CommandRun;
import io.domicile.testkit.kafka.EmbeddedKafka;
import io.domicile.testkit.kafka.KafkaOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListConsumerGroupOffsetsOptions;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code domicile replicator resume} where one broker is both ends and no link runs. */
class ReplicatorResumeIT {

    private static final String TOPIC = "egress.user-credentials";
    private static final String LEDGER = "domicile-link-eu-west-eu-central";

    private static EmbeddedKafka kafka;

    @TempDir
    Path folder;

    @BeforeAll
    static void startBroker() {
        kafka = EmbeddedKafka.start(KafkaOptions.defaults());
        kafka.createTopics(TOPIC, "eu-west." + TOPIC);
        try (KafkaProducer<byte[], byte[]> producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", kafka.bootstrapServers()),
                new ByteArraySerializer(),
                new ByteArraySerializer())) {
            for (int i = 0; i < 3; i++) {
                producer.send(new ProducerRecord<>(TOPIC, new byte[] {1}, new byte[] {2}));
            }
        }
    }

    @AfterAll
    static void stopBroker() {
        kafka.close();
    }

    @Test
    void shouldSayWhereALaneStoodAndWhereItGoesOn() throws IOException {
        // when
        CommandRun planned = resume("--topic", TOPIC, "--from", "source-end", "--dry-run");
        CommandRun first = resume("--topic", TOPIC, "--from", "source-start");
        CommandRun second = resume("--topic", "eu-west." + TOPIC, "--partition", "0", "--from", "2");
        CommandRun third = resume("--topic", TOPIC, "--from", "ledger");

        // then
        assertThat(planned.outLines())
                .containsExactly("would resume partition=0 before=none after=3 skipped=3 repeated=0 mirror-end=0");
        assertThat(first.outLines())
                .containsExactly("resumed partition=0 before=none after=0 skipped=0 repeated=0 mirror-end=0");
        assertThat(second.outLines())
                .containsExactly("resumed partition=0 before=0 after=2 skipped=2 repeated=0 mirror-end=0");
        assertThat(third.outLines())
                .containsExactly("resumed partition=0 before=2 after=2 skipped=0 repeated=0 mirror-end=0");
    }

    @Test
    void shouldReplaceALedgerThatCannotBeRead() throws Exception {
        // given
        String settings = "egress.organization-settings";
        kafka.createTopics(settings, "eu-west." + settings);
        TopicPartition mirror = new TopicPartition("eu-west." + settings, 0);
        try (Admin admin = kafka.admin()) {
            admin.alterConsumerGroupOffsets(LEDGER, Map.of(mirror, new OffsetAndMetadata(7, "of a newer version")))
                    .all()
                    .get();
        }

        // when
        CommandRun resumed = resume("--topic", settings, "--from", "source-start");
        awaitSettled(mirror, 0);
        CommandRun again = resume("--topic", settings, "--from", "ledger", "--dry-run");

        // then
        assertThat(resumed.outLines())
                .containsExactly(
                        "resumed partition=0 before=unreadable after=0 skipped=unknown repeated=unknown mirror-end=0");
        assertThat(again.outLines())
                .containsExactly("would resume partition=0 before=0 after=0 skipped=0 repeated=0 mirror-end=0");
    }

    @Test
    void shouldRefuseWhatTheSourceDoesNotHave() throws IOException {
        // when
        CommandRun beyond = resume("--topic", TOPIC, "--partition", "0", "--from", "4");
        CommandRun partition = resume("--topic", TOPIC, "--partition", "1", "--from", "source-end");
        CommandRun missing = resume("--topic", "egress.role-definitions", "--from", "source-end");
        CommandRun never = resume("--topic", "ingress.telemetry", "--from", "source-end");

        // then
        assertThat(beyond.status()).isEqualTo(1);
        assertThat(beyond.errLines()).singleElement().asString().contains("offset 4 is not between 0 and 3");
        assertThat(partition.status()).isEqualTo(1);
        assertThat(missing.errLines())
                .singleElement()
                .asString()
                .contains("the source has no topic 'egress.role-definitions'");
        assertThat(never.status()).isEqualTo(2);
        assertThat(never.err()).contains("the link does not mirror 'ingress.telemetry'");
    }

    /** A dry run reads what is settled by now, and a commit is confirmed before it is. */
    private static void awaitSettled(TopicPartition mirror, long offset) {
        try (Admin admin = kafka.admin()) {
            Awaitility.await("the ledger's entry is settled")
                    .atMost(Duration.ofSeconds(60))
                    .until(() -> {
                        OffsetAndMetadata entry = admin.listConsumerGroupOffsets(
                                        LEDGER, new ListConsumerGroupOffsetsOptions().requireStable(true))
                                .partitionsToOffsetAndMetadata()
                                .get()
                                .get(mirror);
                        return entry != null && entry.offset() == offset;
                    });
        }
    }

    private CommandRun resume(String... arguments) throws IOException {
        Path config = Files.writeString(folder.resolve("replicator.yaml"), """
                replicator:
                  link: {source: eu-west, target: eu-central}
                  source:
                    kafka: {bootstrap.servers: "%1$s"}
                    registry: {urls: ["http://127.0.0.1:1"]}
                  target:
                    kafka: {bootstrap.servers: "%1$s"}
                    registry: {urls: ["http://127.0.0.1:1"]}
                  policy: {mirrors: [eu-west]}
                  audit: {hmac-key: "ZXhhbXBsZS1rZXktZXhhbXBsZS1rZXktZXhhbXBsZS1rZXk="}
                  admin: {port: 0}
                """.formatted(kafka.bootstrapServers()));
        List<String> all = new ArrayList<>(List.of("replicator", "resume", "--config", config.toString()));
        all.addAll(List.of(arguments));
        return CommandRun.of(all.toArray(new String[0]));
    }
}
