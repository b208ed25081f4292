package io.domicile.replicator;

import static io.domicile.replicator.Fixtures.contents;
import static io.domicile.replicator.Fixtures.role;
import static io.domicile.replicator.Fixtures.roleRecord;
import static io.domicile.replicator.TwoRegions.CENTRAL;
import static io.domicile.replicator.TwoRegions.ROLES;
import static io.domicile.replicator.TwoRegions.ROLES_MIRROR;
import static io.domicile.replicator.TwoRegions.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.Counter;
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

/** Lanes that go on past a gap because they are configured to: nothing that is left is lost, and what is gone is counted. */
class GapAnswerIT {

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
    void shouldGoOnAtTheLogStartWhereRetentionOutranTheLinkAndCountTheLossOnce() throws Exception {
        // given
        regions.compactAndDelete(ROLES);
        copyOnce(0, 10);
        send(10, 60);
        deleteBefore(45);

        // when
        ReplicatorService service = regions.start("gaps.role-definitions", "accept");
        List<String> left = contents(regions.readSource(ROLES)).get(0);

        // then
        eventually().until(() -> regions.values(ROLES_MIRROR).size() == 25);
        List<String> mirrored = contents(regions.values(ROLES_MIRROR)).get(0);
        assertThat(mirrored.subList(10, 25)).isEqualTo(left);
        assertThat(gone("source-retention-outran-link", "accept")).isEqualTo(35);
        assertThat(regions.ledger(ROLES_MIRROR, 0))
                .hasValueSatisfying(entry -> assertThat(entry.resumption())
                        .hasValueSatisfying(made -> assertThat(made.number()).isEqualTo(1)));
        regions.awaitReady(service);
        service.close();

        // when
        regions.start("gaps.role-definitions", "accept");
        send(60, 61);

        // then
        regions.awaitTarget(ROLES_MIRROR, 26);
        assertThat(gone("source-retention-outran-link", "accept")).isEqualTo(35);
    }

    @Test
    void shouldGoOnInANewTopicOfTheSameNameWhileItRuns() throws Exception {
        // given
        send(0, 5);
        ReplicatorService service = regions.start("gaps.default", "accept");
        regions.awaitTarget(ROLES_MIRROR, 5);

        // when
        regions.recreate(ROLES);
        send(100, 120);

        // then
        eventually().until(() -> regions.values(ROLES_MIRROR).size() == 25);
        assertThat(contents(regions.values(ROLES_MIRROR)).get(0).subList(5, 25))
                .isEqualTo(contents(regions.readSource(ROLES)).get(0));
        regions.awaitReady(service);
    }

    @Test
    void shouldCopyEverythingAnewAfterAForeignWriteWhereToldTo() throws Exception {
        // given
        copyOnce(0, 4);
        try (KafkaProducer<byte[], byte[]> producer = Fixtures.producer(regions.target.bootstrapServers())) {
            producer.send(new ProducerRecord<>(ROLES_MIRROR, 0, Fixtures.utf8("acme/rogue"), value()));
        }
        send(4, 6);

        // when
        ReplicatorService service = regions.start("gaps.role-definitions", "resync");

        // then: four, the rogue, and all six; the source knows nothing of the rogue
        eventually().until(() -> regions.values(ROLES_MIRROR).size() == 11);
        eventually()
                .untilAsserted(
                        () -> assertThat(regions.live(ROLES_MIRROR, "acme")).doesNotContain("acme/rogue"));
        assertThat(contents(regions.values(ROLES_MIRROR)).get(0).subList(5, 11))
                .isEqualTo(contents(regions.readSource(ROLES)).get(0));
        regions.awaitReady(service);
    }

    private void copyOnce(int from, int to) {
        send(from, to);
        ReplicatorService first = regions.start();
        regions.awaitTarget(ROLES_MIRROR, to);
        first.close();
    }

    private void deleteBefore(long offset) throws Exception {
        try (Admin admin = regions.source.admin()) {
            admin.deleteRecords(Map.of(new TopicPartition(ROLES, 0), RecordsToDelete.beforeOffset(offset)))
                    .all()
                    .get();
        }
    }

    private double gone(String reason, String outcome) {
        return regions
                .meters
                .find("domicile.link.gap.offsets")
                .tag("reason", reason)
                .tag("outcome", outcome)
                .counters()
                .stream()
                .mapToDouble(Counter::count)
                .sum();
    }

    private void send(int from, int to) {
        try (KafkaProducer<byte[], byte[]> producer = Fixtures.producer(regions.source.bootstrapServers())) {
            for (int i = from; i < to; i++) {
                producer.send(roleRecord("acme", i, 0, value()));
            }
        }
    }

    private byte[] value() {
        return role(regions.sourceRegistry, "read");
    }
}
