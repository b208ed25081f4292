package io.domicile.replicator;

import static io.domicile.replicator.Fixtures.contents;
import static io.domicile.replicator.Fixtures.role;
import static io.domicile.replicator.Fixtures.roleRecord;
import static io.domicile.replicator.TwoRegions.CENTRAL;
import static io.domicile.replicator.TwoRegions.GROUP;
import static io.domicile.replicator.TwoRegions.ROLES;
import static io.domicile.replicator.TwoRegions.ROLES_MIRROR;
import static io.domicile.replicator.TwoRegions.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import io.domicile.kit.topic.Topics;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What must never pass in silence. */
class GapIT {

    private TwoRegions regions;

    @BeforeEach
    void startRegions() {
        regions = new TwoRegions();
        regions.policy("acme", false, 1, CENTRAL);
    }

    @AfterEach
    void closeRegions() {
        regions.close();
    }

    @Test
    void shouldHaltWhereTheSourceTopicWasCreatedAgainWhileTheLinkRuns() throws Exception {
        // given
        send(0, 5);
        ReplicatorService service = regions.start();
        regions.awaitTarget(ROLES_MIRROR, 5);

        // when
        regions.recreate(ROLES);
        send(100, 120);

        // then
        awaitProblem(service, "lane halted: topic-recreated");
        eventually().untilAsserted(() -> assertThat(regions.halted()).isEqualTo(TwoRegions.PARTITIONS));
        assertThat(regions.readTarget(ROLES_MIRROR)).hasSize(5);
    }

    @Test
    void shouldHaltWhereTheSourceTopicWasCreatedAgainWhileTheLinkWasDown() throws Exception {
        // given
        send(0, 5);
        ReplicatorService first = regions.start();
        regions.awaitTarget(ROLES_MIRROR, 5);
        first.close();

        // when
        regions.recreate(ROLES);
        send(100, 120);
        ReplicatorService service = regions.start();

        // then
        awaitProblem(service, "lane halted: topic-recreated");
        assertThat(regions.readTarget(ROLES_MIRROR)).hasSize(5);
    }

    @Test
    void shouldHaltWhereTheSourceDeletedRecordsBeforeTheyWereCopiedAndKeepTheOtherLanesGoing() throws Exception {
        // given
        String forward = Topics.forward(CENTRAL);
        send(0, 1);
        sendForward(0, 10);
        ReplicatorService first = regions.start();
        regions.awaitTarget(Topics.mirror(TwoRegions.WEST, forward), 10);
        first.close();
        sendForward(10, 50);
        try (Admin admin = regions.source.admin()) {
            admin.deleteRecords(Map.of(new TopicPartition(forward, 0), RecordsToDelete.beforeOffset(40)))
                    .all()
                    .get();
        }

        // when
        ReplicatorService service = regions.start();
        send(1, 3);

        // then
        awaitProblem(service, "lane halted: source-retention-outran-link");
        assertThat(regions.awaitTarget(ROLES_MIRROR, 3)).hasSize(3);
        assertThat(regions.readTarget(Topics.mirror(TwoRegions.WEST, forward))).hasSize(10);
        assertThat(regions.meters.find("domicile.link.halted.offsets").tag("topic", forward).gauges().stream()
                        .mapToDouble(io.micrometer.core.instrument.Gauge::value)
                        .sum())
                .isEqualTo(30);
    }

    @Test
    void shouldMoveTheLedgerPastTransactionsThatLeftNoRecord() throws Exception {
        // given
        try (KafkaProducer<byte[], byte[]> producer =
                Fixtures.transactionalProducer(regions.source.bootstrapServers(), "router")) {
            producer.beginTransaction();
            producer.send(roleRecord("acme", 1, 0, value()));
            producer.flush();
            producer.abortTransaction();
        }

        // when
        regions.start();

        // then: record and abort marker
        eventually()
                .untilAsserted(() -> assertThat(regions.ledger(ROLES_MIRROR, 0)).hasValueSatisfying(entry -> {
                    assertThat(entry.position().offset()).isEqualTo(2);
                    // By which a truncation is noticed after a restart
                    assertThat(entry.position().leaderEpoch()).isPresent();
                }));
        assertThat(regions.readTarget(ROLES_MIRROR)).isEmpty();
    }

    @Test
    void shouldGoOnBehindTheTailWhereTheLedgerIsLost() throws Exception {
        // given
        send(0, 9);
        ReplicatorService first = regions.start();
        regions.awaitTarget(ROLES_MIRROR, 9);
        first.close();
        deleteLedger();
        send(9, 15);

        // when
        regions.start();

        // then
        assertThat(contents(regions.awaitTarget(ROLES_MIRROR, 15))).isEqualTo(contents(regions.readSource(ROLES)));
    }

    @Test
    void shouldHaltWhereSomebodyElseWroteTheMirror() {
        // given
        send(0, 3);
        ReplicatorService first = regions.start();
        regions.awaitTarget(ROLES_MIRROR, 3);
        first.close();
        try (KafkaProducer<byte[], byte[]> producer = Fixtures.producer(regions.target.bootstrapServers())) {
            producer.send(new ProducerRecord<>(ROLES_MIRROR, 0, Fixtures.utf8("acme/rogue"), value()));
        }
        send(3, 6);

        // when
        ReplicatorService service = regions.start();

        // then
        awaitProblem(service, "lane halted: foreign-write");
    }

    private void deleteLedger() {
        try (Admin admin = regions.target.admin()) {
            eventually()
                    .ignoreExceptions()
                    .untilAsserted(() ->
                            admin.deleteConsumerGroups(List.of(GROUP)).all().get());
        }
    }

    private static void awaitProblem(ReplicatorService service, String problem) {
        eventually().untilAsserted(() -> assertThat(service.health().notReady()).contains(problem));
    }

    private void send(int from, int to) {
        try (KafkaProducer<byte[], byte[]> producer = Fixtures.producer(regions.source.bootstrapServers())) {
            for (int i = from; i < to; i++) {
                producer.send(roleRecord("acme", i, i % TwoRegions.PARTITIONS, value()));
            }
        }
    }

    /** Opaque alerts of an organization at home in eu-central, on their way there, all in partition 0. */
    private void sendForward(int from, int to) {
        regions.homedInCentral("cygnus");
        try (KafkaProducer<byte[], byte[]> producer = Fixtures.producer(regions.source.bootstrapServers())) {
            for (int i = from; i < to; i++) {
                producer.send(new ProducerRecord<>(
                        Topics.forward(CENTRAL),
                        0,
                        null,
                        Fixtures.utf8("cygnus/device-" + i),
                        Fixtures.utf8("opaque"),
                        Fixtures.tag("cygnus", CENTRAL, io.domicile.residency.DataClass.ALERTS, 1)));
            }
        }
    }

    private byte[] value() {
        return role(regions.sourceRegistry, "read");
    }
}
