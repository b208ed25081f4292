package io.domicile.replicator;

import static io.domicile.replicator.Fixtures.contents;
import static io.domicile.replicator.Fixtures.role;
import static io.domicile.replicator.Fixtures.roleRecord;
import static io.domicile.replicator.TwoRegions.CENTRAL;
import static io.domicile.replicator.TwoRegions.PARTITIONS;
import static io.domicile.replicator.TwoRegions.ROLES;
import static io.domicile.replicator.TwoRegions.ROLES_MIRROR;
import static io.domicile.replicator.TwoRegions.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import io.domicile.replicator.provenance.Provenance;
import io.domicile.replicator.provenance.ProvenanceHeader;
import io.domicile.schemas.event.RoleDefinition;
import io.domicile.schemas.wire.WireFormat;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class CopyIT {

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
    void shouldCopyRecordsOnceWithTheirPartitionKeyTimeHeadersAndTombstones() {
        // given
        try (KafkaProducer<byte[], byte[]> producer = Fixtures.producer(regions.source.bootstrapServers())) {
            for (int i = 0; i < 30; i++) {
                producer.send(roleRecord("acme", i, i % PARTITIONS, role(regions.sourceRegistry, "read-" + i)));
            }
            producer.send(roleRecord("acme", 0, 0, null));
        }

        // when
        ReplicatorService service = regions.start();

        // then
        List<ConsumerRecord<byte[], byte[]>> copies = regions.awaitTarget(ROLES_MIRROR, 31);
        assertThat(contents(copies)).isEqualTo(contents(regions.readSource(ROLES)));
        int idAtTarget = regions.targetRegistry.idOf(
                RoleDefinition.getClassSchema().getFullName(), RoleDefinition.getClassSchema());
        assertThat(copies).allSatisfy(copy -> {
            if (copy.value() != null) {
                assertThat(WireFormat.schemaId(copy.value())).isEqualTo(idAtTarget);
            }
            assertThat(copy.headers().headers("residency-home")).hasSize(1);
            assertThat(copy.headers().headers(ProvenanceHeader.NAME)).hasSize(1);
        });
        Provenance last = ProvenanceHeader.read(copies.stream()
                        .filter(copy -> copy.value() == null)
                        .findFirst()
                        .orElseThrow()
                        .headers())
                .orElseThrow();
        assertThat(last.offset()).isEqualTo(10);
        assertThat(last.origin().clusterId()).isEqualTo(regions.source.clusterId());
        regions.awaitReady(service);
        eventually()
                .untilAsserted(
                        () -> assertThat(regions.records("copied", "none")).isEqualTo(31));
    }

    @Test
    void shouldGoOnFromTheLedgerAfterACleanRestart() throws Exception {
        // given
        send(0, 12);
        ReplicatorService first = regions.start();
        regions.awaitTarget(ROLES_MIRROR, 12);
        first.close();
        send(12, 24);

        // when
        regions.start();

        // then
        assertThat(contents(regions.awaitTarget(ROLES_MIRROR, 24))).isEqualTo(contents(regions.readSource(ROLES)));
        eventually()
                .untilAsserted(() -> assertThat(regions.ledger(ROLES_MIRROR, 0))
                        .hasValueSatisfying(
                                entry -> assertThat(entry.position().offset()).isEqualTo(8)));
    }

    private void send(int from, int to) {
        try (KafkaProducer<byte[], byte[]> producer = Fixtures.producer(regions.source.bootstrapServers())) {
            for (int i = from; i < to; i++) {
                producer.send(roleRecord("acme", i, i % PARTITIONS, role(regions.sourceRegistry, "read-" + i)));
            }
        }
    }
}
