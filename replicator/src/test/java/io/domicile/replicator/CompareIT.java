package io.domicile.replicator;

import static io.domicile.replicator.Fixtures.role;
import static io.domicile.replicator.Fixtures.roleRecord;
import static io.domicile.replicator.Fixtures.utf8;
import static io.domicile.replicator.TwoRegions.CENTRAL;
import static io.domicile.replicator.TwoRegions.ROLES_MIRROR;
import static io.domicile.replicator.TwoRegions.WEST;
import static io.domicile.replicator.TwoRegions.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import io.domicile.kit.kafka.ClientSettings;
import io.domicile.kit.topic.TopicSizes;
import io.domicile.replicator.client.LinkClients;
import io.domicile.replicator.compare.Judges;
import io.domicile.replicator.compare.LinkComparison;
import io.domicile.replicator.compare.PartitionReport;
import io.domicile.replicator.gap.GapAnswers;
import io.domicile.replicator.lane.MirrorPolicy;
import io.domicile.replicator.lane.RecordJudge;
import io.domicile.replicator.ledger.LedgerEntry;
import io.domicile.replicator.link.Link;
import io.domicile.replicator.provenance.Provenance;
import io.domicile.replicator.provenance.ProvenanceHeader;
import io.domicile.replicator.schema.ValueTranslator;
import io.domicile.residency.link.LinkGuard;
import io.domicile.residency.link.MirrorGuard;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A person compares a link's mirrors, and repairs them, while the link runs. */
class CompareIT {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private TwoRegions regions;
    private byte[] value;

    @BeforeEach
    void startRegions() {
        regions = new TwoRegions();
        regions.policy("acme", false, 1, CENTRAL);
        regions.gate.generation(WEST, 1);
        value = role(regions.sourceRegistry, "read");
    }

    @AfterEach
    void closeRegions() {
        regions.close();
    }

    @Test
    void shouldRepairBesideARunningLinkThatGoesOnAfterwards() throws Exception {
        // given
        ReplicatorService service = regions.start();
        send(0, value);
        send(1, value);
        regions.awaitTarget(ROLES_MIRROR, 2);
        regions.awaitReady(service);
        eventually()
                .untilAsserted(() -> assertThat(regions.ledger(ROLES_MIRROR, 0))
                        .hasValueSatisfying(
                                entry -> assertThat(entry.position().offset()).isEqualTo(2)));
        ghost("acme/role-9");
        LedgerEntry before = regions.ledger(ROLES_MIRROR, 0).orElseThrow();

        // when
        PartitionReport unjudged = compare(Optional.empty(), false);
        PartitionReport judged = compare(Optional.of(judges()), false);
        PartitionReport repaired = compare(Optional.of(judges()), true);
        PartitionReport clean = compare(Optional.of(judges()), false);

        // then
        assertThat(unjudged.findings().missing()).isEqualTo(1);
        assertThat(unjudged.problems()).isEqualTo(1);
        assertThat(judged).isEqualTo(unjudged);
        assertThat(repaired.sent()).isEqualTo(1);
        assertThat(repaired.problems()).isZero();
        assertThat(clean.findings().problems()).isZero();
        assertThat(clean.findings().mirrorKeys()).isEqualTo(2);
        assertThat(regions.live(ROLES_MIRROR, "acme")).containsExactlyInAnyOrder("acme/role-0", "acme/role-1");
        assertThat(regions.ledger(ROLES_MIRROR, 0).orElseThrow().position().offset())
                .isEqualTo(before.position().offset());

        // and
        send(2, value);
        eventually()
                .untilAsserted(
                        () -> assertThat(regions.live(ROLES_MIRROR, "acme")).contains("acme/role-2"));
        regions.awaitReady(service);
    }

    private PartitionReport compare(Optional<Judges> judges, boolean repairs) {
        Link link = new Link(WEST, CENTRAL, 1);
        LinkClients clients = new LinkClients(
                link,
                settings(regions.source.bootstrapServers()),
                settings(regions.target.bootstrapServers()),
                100,
                Duration.ofSeconds(30));
        try (LinkComparison comparison = new LinkComparison(link, clients, judges, PATIENCE)) {
            List<PartitionReport> reports = comparison.run(repairs);
            assertThat(reports).hasSize(4 * TwoRegions.PARTITIONS);
            return reports.stream()
                    .filter(report -> report.mirror().equals(ROLES_MIRROR) && report.partition() == 0)
                    .findFirst()
                    .orElseThrow();
        }
    }

    private Judges judges() {
        return new Judges(
                new RecordJudge(
                        new LinkGuard(WEST, CENTRAL),
                        regions.gate,
                        new ValueTranslator(regions.sourceRegistry, regions.targetRegistry),
                        TopicSizes.MIRROR,
                        Duration.ofSeconds(1)),
                new MirrorPolicy(regions.gate, new MirrorGuard(WEST, CENTRAL)),
                GapAnswers.HALT);
    }

    private static ClientSettings settings(String bootstrapServers) {
        return ClientSettings.of("test", Map.of("bootstrap.servers", bootstrapServers));
    }

    private void send(int number, byte[] role) throws Exception {
        try (KafkaProducer<byte[], byte[]> producer = Fixtures.producer(regions.source.bootstrapServers())) {
            producer.send(roleRecord("acme", number, 0, role)).get();
        }
    }

    /** A copy whose deletion at the source never came. */
    private void ghost(String key) throws Exception {
        // As of the last copy: a lane that found an earlier one at the end would copy again what came after it
        Provenance copied = regions.readTarget(ROLES_MIRROR).stream()
                .filter(copy -> copy.partition() == 0)
                .reduce((earlier, later) -> later)
                .flatMap(copy -> ProvenanceHeader.read(copy.headers()))
                .orElseThrow();
        ProducerRecord<byte[], byte[]> record = new ProducerRecord<>(ROLES_MIRROR, 0, utf8(key), value);
        ProvenanceHeader.replace(record.headers(), copied);
        try (KafkaProducer<byte[], byte[]> producer = Fixtures.producer(regions.target.bootstrapServers())) {
            producer.send(record).get();
        }
    }
}
