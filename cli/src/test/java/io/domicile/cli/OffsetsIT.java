package io.domicile.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.domicile.replicator.ledger.LedgerCodec;
import io.domicile.replicator.ledger.LedgerEntry;
import io.domicile.replicator.ledger.SourcePosition;
import io.domicile.replicator.offset.SyncNote;
import io.domicile.replicator.provenance.Origin;
import io.domicile.replicator.provenance.Provenance;
import io.domicile.testkit.kafka.EmbeddedKafka;
import io.domicile.testkit.kafka.KafkaOptions;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.Uuid;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** {@code domicile offsets} against one broker that is both ends of the link. */
class OffsetsIT {

    private static final String TOPIC = "egress.user-credentials";
    private static final TopicPartition SOURCE = new TopicPartition(TOPIC, 1);
    private static final TopicPartition HOME = new TopicPartition("home.user-credentials", 0);
    private static final TopicPartition MIRROR = new TopicPartition("eu-west." + TOPIC, 1);

    private static EmbeddedKafka kafka;
    private static Admin admin;
    private static Origin origin;

    @BeforeAll
    static void mirror() throws Exception {
        kafka = EmbeddedKafka.start(KafkaOptions.defaults());
        kafka.createTopics(List.of(
                new NewTopic(TOPIC, 2, (short) 1),
                new NewTopic(HOME.topic(), 1, (short) 1),
                new NewTopic(MIRROR.topic(), 2, (short) 1)));
        admin = kafka.admin();
        Uuid id = admin.describeTopics(List.of(TOPIC))
                .allTopicNames()
                .get()
                .get(TOPIC)
                .topicId();
        origin = new Origin(kafka.clusterId(), id);
        try (Producer<byte[], byte[]> producer = MirrorRecords.producer(kafka.bootstrapServers())) {
            for (int i = 0; i < 6; i++) {
                producer.send(MirrorRecords.record(TOPIC, new byte[] {1})).get();
            }
            // The third was refused
            for (long copied : List.of(0L, 1L, 3L, 4L)) {
                producer.send(MirrorRecords.copy(new Provenance(1, origin, copied)))
                        .get();
            }
        }
        commit(
                "domicile-link-eu-west-eu-central",
                MIRROR,
                LedgerCodec.encode(new LedgerEntry(SourcePosition.at(5), origin, 1)));
    }

    @AfterAll
    static void close() {
        admin.close();
        kafka.close();
    }

    @Test
    void shouldTranslateAndExplainWithoutChangingAnything() throws Exception {
        // given
        commit("billing", SOURCE, new OffsetAndMetadata(2));
        commit("billing", HOME, new OffsetAndMetadata(0));

        // when
        CommandRun run = translate("--group", "billing", "--explain");

        // then
        assertThat(run.err()).isEmpty();
        assertThat(run.status()).isZero();
        assertThat(run.outLines())
                .contains(
                        SOURCE + " 2 -> " + MIRROR + " 2 exact",
                        "    source: group at 2, end at 6",
                        "    target: the group has committed nothing",
                        HOME + " 0 -> none (not-mirrored)")
                .anyMatch(line -> line.startsWith("    link: copied up to 5; mirror's end at 4; found in "));
        assertThat(admin.listConsumerGroupOffsets("billing")
                        .partitionsToOffsetAndMetadata()
                        .get())
                .doesNotContainKey(MIRROR);
    }

    @Test
    void shouldSayThatTheLinkIsBehindTheGroupAndWhatItCommittedLast() throws Exception {
        // given
        commit("ahead", SOURCE, new OffsetAndMetadata(6));
        commit(
                "ahead",
                MIRROR,
                new OffsetAndMetadata(
                        3,
                        Optional.empty(),
                        new SyncNote("eu-west->eu-central", 4, origin.topicId(), "exact").encode()));

        // when
        CommandRun run = translate("--group", "ahead", "--topic", TOPIC, "--explain");

        // then
        assertThat(run.status()).isEqualTo(ExitStatus.FAILURE);
        assertThat(run.outLines())
                .contains(
                        SOURCE + " 6 -> " + MIRROR + " 4 early",
                        "    target: group at 3, committed by the link from the source's 4 (exact)");
    }

    @Test
    void shouldGoOnAtTheEndAndNameOffsetsThatHaveNoMirror() throws Exception {
        // given
        commit("end", SOURCE, new OffsetAndMetadata(5));
        commit("end", new TopicPartition(TOPIC, 0), new OffsetAndMetadata(0));

        // when
        CommandRun run = translate("--group", "end");

        // then
        assertThat(run.status()).isEqualTo(ExitStatus.FAILURE);
        assertThat(run.outLines())
                .containsExactly(TOPIC + "-0 0 -> none (not-begun)", SOURCE + " 5 -> " + MIRROR + " 4 exact");
    }

    @Test
    void shouldFailForAGroupThatCommittedNothing() {
        // when
        CommandRun run = translate("--group", "nobody");

        // then
        assertThat(run.status()).isEqualTo(ExitStatus.FAILURE);
        assertThat(run.errLines()).containsExactly("the group has committed nothing at the source");
    }

    private static CommandRun translate(String... more) {
        List<String> arguments = new java.util.ArrayList<>(List.of(
                "offsets",
                "translate",
                "--link",
                "eu-west:eu-central",
                "--source-bootstrap-server",
                kafka.bootstrapServers(),
                "--target-bootstrap-server",
                kafka.bootstrapServers()));
        arguments.addAll(List.of(more));
        return CommandRun.of(arguments.toArray(String[]::new));
    }

    private static void commit(String group, TopicPartition partition, OffsetAndMetadata offset) throws Exception {
        admin.alterConsumerGroupOffsets(group, Map.of(partition, offset)).all().get();
    }
}
