package io.domicile.replicator;

import static io.domicile.replicator.Fixtures.role;
import static io.domicile.replicator.Fixtures.roleRecord;
import static io.domicile.replicator.Fixtures.utf8;
import static io.domicile.replicator.TwoRegions.CENTRAL;
import static io.domicile.replicator.TwoRegions.ROLES;
import static io.domicile.replicator.TwoRegions.ROLES_MIRROR;
import static io.domicile.replicator.TwoRegions.WEST;
import static io.domicile.replicator.TwoRegions.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import io.domicile.replicator.provenance.Provenance;
import io.domicile.replicator.provenance.ProvenanceHeader;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.config.ConfigResource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What the source has deleted lives on nowhere, even where its tombstone was gone before the link could copy it. */
class ReconcileIT {

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
    void shouldDeleteWhatWasDeletedWhileTheLinkWasDownAndItsTombstoneCompactedAway() throws Exception {
        // given
        ReplicatorService before = regions.start();
        for (int number = 0; number < 6; number++) {
            send(number, value);
        }
        regions.awaitTarget(ROLES_MIRROR, 6);
        before.close();
        send(0, null);
        loseTombstones();

        // when
        ReplicatorService after = regions.start();

        // then
        eventually()
                .untilAsserted(() -> assertThat(regions.live(ROLES_MIRROR, "acme"))
                        .doesNotContain("acme/role-0")
                        .contains("acme/role-1", "acme/role-2", "acme/role-3", "acme/role-4", "acme/role-5"));
        assertThat(newest("acme/role-0"))
                .hasValueSatisfying(provenance -> assertThat(provenance.kind()).isEqualTo(Provenance.Kind.PURGE));
        awaitPurged(1);
        eventually().untilAsserted(() -> assertThat(missing()).isZero());
        regions.awaitReady(after);

        // and: the lane goes on behind the tombstone, and a restart finds nothing more
        after.close();
        ReplicatorService again = regions.start("limits.reconcile-interval", "1s");
        send(0, value);
        eventually()
                .untilAsserted(
                        () -> assertThat(regions.live(ROLES_MIRROR, "acme")).contains("acme/role-0"));
        double rounds = compared();
        eventually().until(() -> compared() >= rounds + 12);
        assertThat(purged()).isEqualTo(1);
        assertThat(regions.live(ROLES_MIRROR, "acme"))
                .contains("acme/role-0", "acme/role-1", "acme/role-2", "acme/role-3", "acme/role-4", "acme/role-5");
        regions.awaitReady(again);
    }

    @Test
    void shouldKeepWhatIsAtHomeInTheTargetAndSendNothingThatPolicyForbids() throws Exception {
        // given
        regions.homedInCentral("moved");
        ReplicatorService before = regions.start();
        send(0, value);
        regions.awaitTarget(ROLES_MIRROR, 1);
        Provenance copied = newest("acme/role-0").orElseThrow();
        before.close();
        ghost("moved/role-9", copied);
        ghost("acme/role-9", copied);

        // when
        ReplicatorService after = regions.start();

        // then
        eventually()
                .untilAsserted(
                        () -> assertThat(regions.live(ROLES_MIRROR, "acme")).containsExactly("acme/role-0"));
        assertThat(regions.live(ROLES_MIRROR, "moved")).containsExactly("moved/role-9");
        awaitPurged(1);
        regions.awaitReady(after);
    }

    private void send(int number, byte[] role) throws Exception {
        try (KafkaProducer<byte[], byte[]> producer = Fixtures.producer(regions.source.bootstrapServers())) {
            producer.send(roleRecord("acme", number, 0, role)).get();
        }
    }

    /** A copy whose deletion at the source never came. */
    private void ghost(String key, Provenance copied) throws Exception {
        ProducerRecord<byte[], byte[]> record = new ProducerRecord<>(ROLES_MIRROR, 0, utf8(key), value);
        ProvenanceHeader.replace(record.headers(), copied);
        try (KafkaProducer<byte[], byte[]> producer = Fixtures.producer(regions.target.bootstrapServers())) {
            producer.send(record).get();
        }
    }

    /** Later records close segments, until the source's cleaner has removed the tombstone and what it was for. */
    private void loseTombstones() throws Exception {
        try (Admin admin = regions.source.admin()) {
            ConfigResource topic = new ConfigResource(ConfigResource.Type.TOPIC, ROLES);
            admin.incrementalAlterConfigs(Map.of(
                            topic,
                            List.of(
                                    set("segment.ms", "100"),
                                    set("delete.retention.ms", "100"),
                                    set("min.cleanable.dirty.ratio", "0.001"))))
                    .all()
                    .get();
        }
        AtomicInteger more = new AtomicInteger();
        eventually().until(() -> {
            // A second later each by its own time, so that it begins a segment
            send(1000 * more.incrementAndGet(), value);
            return regions.readSource(ROLES).stream()
                    .noneMatch(record -> new String(record.key()).equals("acme/role-0"));
        });
    }

    private static AlterConfigOp set(String name, String value) {
        return new AlterConfigOp(new ConfigEntry(name, value), AlterConfigOp.OpType.SET);
    }

    private Optional<Provenance> newest(String key) {
        Optional<Provenance> newest = Optional.empty();
        for (ConsumerRecord<byte[], byte[]> record : regions.readTarget(ROLES_MIRROR)) {
            if (new String(record.key()).equals(key)) {
                newest = ProvenanceHeader.read(record.headers());
            }
        }
        return newest;
    }

    /** A tombstone counts a little later than it can be read: when its transaction's marker is there. */
    private void awaitPurged(int tombstones) {
        eventually().untilAsserted(() -> assertThat(purged()).isEqualTo(tombstones));
    }

    private double purged() {
        return regions.meters.find("domicile.link.purged").tag("kind", "reconcile").counters().stream()
                .mapToDouble(Counter::count)
                .sum();
    }

    /** As the last comparison found. */
    private double missing() {
        return regions
                .meters
                .find("domicile.link.differing.keys")
                .tag("topic", ROLES)
                .tag("kind", "missing")
                .tag("partition", "0")
                .gauges()
                .stream()
                .mapToDouble(Gauge::value)
                .findFirst()
                .orElse(Double.NaN);
    }

    private double compared() {
        return regions.meters.find("domicile.link.comparisons").tag("outcome", "compared").counters().stream()
                .mapToDouble(Counter::count)
                .sum();
    }
}
