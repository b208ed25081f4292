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
import io.domicile.replicator.ledger.LedgerCodec;
import io.domicile.replicator.ledger.LedgerEntry;
import io.domicile.replicator.ledger.SourcePosition;
import io.domicile.replicator.provenance.Origin;
import io.domicile.replicator.resume.LaneResume;
import io.domicile.replicator.resume.ResumeFrom;
import io.domicile.replicator.resume.ResumeOutcome;
import io.domicile.residency.DataClass;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigResource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Sources that are not what the ledger says, and records that the mirror cannot take. */
class DivergenceIT {

    private static final TopicPartition MIRROR = new TopicPartition(ROLES_MIRROR, 0);

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
    void shouldHaltWhereTheSourceIsShorterThanTheLedgerAndGoOnWhereTheyPartWhereThatIsAccepted() throws Exception {
        // given
        LedgerEntry entry = copied(5);
        ledger(new LedgerEntry(new SourcePosition(12, entry.position().leaderEpoch()), entry.origin(), 1));

        // when
        ReplicatorService halting = regions.start();

        // then
        awaitProblem(halting, "lane halted: source-truncated");
        assertThat(regions.meters
                        .find("domicile.link.halted.offsets")
                        .tag("topic", ROLES)
                        .tag("partition", "0")
                        .gauges())
                .extracting(Gauge::value)
                .containsExactly(7.0);
        halting.close();

        // when
        ReplicatorService accepting = regions.start("gaps.role-definitions", "accept");
        eventually()
                .until(() -> regions.meters.find("domicile.link.gap.offsets").counters().stream()
                                .mapToDouble(Counter::count)
                                .sum()
                        == 7);
        send(5, 8);

        // then
        eventually().until(() -> regions.values(ROLES_MIRROR).size() == 8);
        assertThat(contents(regions.values(ROLES_MIRROR))).isEqualTo(contents(regions.readSource(ROLES)));
        regions.awaitReady(accepting);
    }

    @Test
    void shouldNotTakeAnotherClusterForTheSourceUntilAPersonSaysSo() throws Exception {
        // given
        LedgerEntry entry = copied(5);
        ledger(new LedgerEntry(
                SourcePosition.at(5),
                new Origin("another-cluster", entry.origin().topicId()),
                1));
        send(5, 8);

        // when
        ReplicatorService service = regions.start("gaps.default", "accept");

        // then
        awaitProblem(service, "lane halted: source-cluster-changed");
        assertThat(regions.values(ROLES_MIRROR)).hasSize(5);

        // when
        try (LaneResume tool = LinkTools.resume(regions.config(), ROLES).orElseThrow()) {
            ResumeOutcome outcome = tool.resume(tool.look(), 0, new ResumeFrom.Offset(5));
            assertThat(outcome.skipped()).hasValue(5);
        }

        // then
        eventually().until(() -> regions.values(ROLES_MIRROR).size() == 8);
        regions.awaitReady(service);
    }

    @Test
    void shouldRefuseARecordThatIsTooLargeForItsMirrorAndGoOn() throws Exception {
        // given
        String forward = Topics.forward(CENTRAL);
        regions.homedInCentral("cygnus");
        try (Admin admin = regions.source.admin()) {
            admin.incrementalAlterConfigs(Map.of(
                            new ConfigResource(ConfigResource.Type.TOPIC, forward),
                            List.of(new AlterConfigOp(
                                    new ConfigEntry("max.message.bytes", "3000000"), AlterConfigOp.OpType.SET))))
                    .all()
                    .get();
        }

        // when
        ReplicatorService service = regions.start();
        sendForward(2_000_000);
        sendForward(10);

        // then
        assertThat(regions.awaitTarget(Topics.mirror(TwoRegions.WEST, forward), 1))
                .singleElement()
                .satisfies(copy -> assertThat(copy.value()).hasSize(10));
        eventually()
                .untilAsserted(() ->
                        assertThat(regions.records("refused", "too-large")).isEqualTo(1));
        regions.awaitReady(service);
    }

    private LedgerEntry copied(int count) throws Exception {
        send(0, count);
        ReplicatorService first = regions.start();
        regions.awaitTarget(ROLES_MIRROR, count);
        first.close();
        return regions.ledger(ROLES_MIRROR, 0).orElseThrow();
    }

    /** What a restored target, or a mistake, would leave. */
    private void ledger(LedgerEntry entry) {
        try (Admin admin = regions.target.admin()) {
            eventually()
                    .ignoreExceptions()
                    .untilAsserted(
                            () -> admin.alterConsumerGroupOffsets(GROUP, Map.of(MIRROR, LedgerCodec.encode(entry)))
                                    .all()
                                    .get());
        }
    }

    private void sendForward(int size) {
        try (KafkaProducer<byte[], byte[]> producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", regions.source.bootstrapServers(), "max.request.size", 3_000_000),
                new org.apache.kafka.common.serialization.ByteArraySerializer(),
                new org.apache.kafka.common.serialization.ByteArraySerializer())) {
            producer.send(new ProducerRecord<>(
                    Topics.forward(CENTRAL),
                    0,
                    null,
                    Fixtures.utf8("cygnus/device"),
                    new byte[size],
                    Fixtures.tag("cygnus", CENTRAL, DataClass.ALERTS, 1)));
        }
    }

    private static void awaitProblem(ReplicatorService service, String problem) {
        eventually().untilAsserted(() -> assertThat(service.health().notReady()).contains(problem));
    }

    private void send(int from, int to) {
        try (KafkaProducer<byte[], byte[]> producer = Fixtures.producer(regions.source.bootstrapServers())) {
            for (int i = from; i < to; i++) {
                producer.send(roleRecord("acme", i, 0, role(regions.sourceRegistry, "read")));
            }
        }
    }
}
