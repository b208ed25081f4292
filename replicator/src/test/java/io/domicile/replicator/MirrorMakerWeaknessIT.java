package io.domicile.replicator;

import static io.domicile.replicator.Fixtures.contents;
import static io.domicile.replicator.Fixtures.role;
import static io.domicile.replicator.Fixtures.roleRecord;
import static io.domicile.replicator.TwoRegions.CENTRAL;
import static io.domicile.replicator.TwoRegions.ROLES;
import static io.domicile.replicator.TwoRegions.ROLES_MIRROR;
import static io.domicile.replicator.TwoRegions.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.Gauge;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * What MirrorMaker 2 4.3.1 was seen to pass over in silence, with the same numbers: 3000 records missing after retention
 * outran it, and a topic that was created again mixed into the mirror of the old one.
 */
class MirrorMakerWeaknessIT {

    private TwoRegions regions;

    @BeforeEach
    void startRegions() throws Exception {
        regions = new TwoRegions();
        regions.policy("acme", false, 1, CENTRAL);
        regions.compactAndDelete(ROLES);
    }

    @AfterEach
    void closeRegions() {
        regions.close();
    }

    @Test
    void shouldMissExactlyThreeThousandRecordsAloudAndMixNothing() throws Exception {
        // given: 1000 mirrored, 5000 produced while the link is down, of which 3000 are deleted
        send(0, 1000);
        ReplicatorService first = regions.start();
        regions.awaitTarget(ROLES_MIRROR, 1000);
        first.close();
        send(1000, 6000);
        try (Admin admin = regions.source.admin()) {
            admin.deleteRecords(Map.of(new TopicPartition(ROLES, 0), RecordsToDelete.beforeOffset(4000)))
                    .all()
                    .get();
        }

        // when
        ReplicatorService halting = regions.start();

        // then
        awaitProblem(halting, "lane halted: source-retention-outran-link");
        assertThat(regions.meters
                        .find("domicile.link.halted.offsets")
                        .tag("topic", ROLES)
                        .tag("partition", "0")
                        .gauges())
                .extracting(Gauge::value)
                .containsExactly(3000.0);
        assertThat(regions.values(ROLES_MIRROR)).hasSize(1000);
        halting.close();

        // when
        ReplicatorService accepting = regions.start("gaps.role-definitions", "accept");
        eventually().until(() -> regions.values(ROLES_MIRROR).size() == 3000);
        regions.awaitReady(accepting);
        accepting.close();

        // then
        List<String> left = contents(regions.readSource(ROLES)).get(0);
        assertThat(left).hasSize(2000);
        assertThat(contents(regions.values(ROLES_MIRROR)).get(0).subList(1000, 3000))
                .isEqualTo(left);

        // when: created again while the link runs
        ReplicatorService service = regions.start();
        regions.awaitReady(service);
        regions.recreate(ROLES);
        send(0, 300);

        // then
        awaitProblem(service, "lane halted: topic-recreated");
        eventually()
                .until(() -> regions.meters.get("domicile.link.halted").gauges().stream()
                                .mapToDouble(Gauge::value)
                                .sum()
                        >= TwoRegions.PARTITIONS);
        assertThat(regions.values(ROLES_MIRROR)).hasSize(3000);
    }

    private static void awaitProblem(ReplicatorService service, String problem) {
        eventually().untilAsserted(() -> assertThat(service.health().notReady()).contains(problem));
    }

    private void send(int from, int to) {
        byte[] value = role(regions.sourceRegistry, "read");
        try (KafkaProducer<byte[], byte[]> producer = Fixtures.producer(regions.source.bootstrapServers())) {
            for (int i = from; i < to; i++) {
                producer.send(roleRecord("acme", i, 0, value));
            }
        }
    }
}
