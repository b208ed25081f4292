package io.domicile.replicator;

import static io.domicile.replicator.Fixtures.role;
import static io.domicile.replicator.Fixtures.roleRecord;
import static io.domicile.replicator.TwoRegions.CENTRAL;
import static io.domicile.replicator.TwoRegions.PARTITIONS;
import static io.domicile.replicator.TwoRegions.ROLES;
import static io.domicile.replicator.TwoRegions.ROLES_MIRROR;
import static io.domicile.replicator.TwoRegions.WEST;
import static io.domicile.replicator.TwoRegions.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.Counter;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
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

/** Comparisons beside copying: keys come and go all the time, and the source compacts as fast as it can. */
class ReconcileLoadIT {

    private static final int STABLE = 6;
    private static final int CHANGING = 24;
    private static final int ROUNDS = 50;
    private static final Duration ROUND = Duration.ofMillis(20);

    private final Random random = new Random(7);
    private TwoRegions regions;
    private long time = 1_700_000_000_000L;

    @BeforeEach
    void startRegions() {
        regions = new TwoRegions();
        regions.policy("acme", false, 1, CENTRAL);
        regions.gate.generation(WEST, 1);
    }

    @AfterEach
    void closeRegions() {
        regions.close();
    }

    @Test
    void shouldEndWithWhatTheSourceHasAndNeverDeleteWhatItKeeps() throws Exception {
        // given
        compactAtOnce();
        byte[] value = role(regions.sourceRegistry, "read");
        ReplicatorService service = regions.start("limits.reconcile-interval", "1s");
        try (KafkaProducer<byte[], byte[]> producer = Fixtures.producer(regions.source.bootstrapServers())) {
            for (int number = 0; number < STABLE; number++) {
                send(producer, number, value);
            }
            regions.awaitTarget(ROLES_MIRROR, STABLE);
            double comparisons = compared();

            // when
            AtomicInteger rounds = new AtomicInteger();
            eventually()
                    .atMost(Duration.ofMinutes(3))
                    .pollDelay(Duration.ZERO)
                    .pollInterval(ROUND)
                    .until(() -> {
                        change(producer, value);
                        return rounds.incrementAndGet() >= ROUNDS && compared() >= comparisons + 24;
                    });
        }

        // then
        eventually()
                .untilAsserted(
                        () -> assertThat(regions.live(ROLES_MIRROR, "acme")).isEqualTo(liveAtSource()));
        assertThat(regions.live(ROLES_MIRROR, "acme")).hasSizeGreaterThanOrEqualTo(STABLE);
        assertThat(regions.readTarget(ROLES_MIRROR))
                .filteredOn(record -> record.value() == null)
                .noneMatch(record -> isStable(new String(record.key(), StandardCharsets.UTF_8)));
        regions.awaitReady(service);
    }

    private void change(KafkaProducer<byte[], byte[]> producer, byte[] value) {
        for (int change = 0; change < 10; change++) {
            int number = STABLE + random.nextInt(CHANGING);
            send(producer, number, random.nextInt(3) == 0 ? null : value);
        }
        producer.flush();
    }

    private static boolean isStable(String key) {
        return Integer.parseInt(key.substring("acme/role-".length())) < STABLE;
    }

    private void send(KafkaProducer<byte[], byte[]> producer, int number, byte[] value) {
        ProducerRecord<byte[], byte[]> record = roleRecord("acme", number, number % PARTITIONS, value);
        time += 20;
        producer.send(new ProducerRecord<>(
                record.topic(), record.partition(), time, record.key(), record.value(), record.headers()));
    }

    private Set<String> liveAtSource() {
        Map<String, Boolean> live = new HashMap<>();
        for (ConsumerRecord<byte[], byte[]> record : regions.readSource(ROLES)) {
            live.put(new String(record.key(), StandardCharsets.UTF_8), record.value() != null);
        }
        live.values().removeIf(hasValue -> !hasValue);
        return live.keySet();
    }

    private void compactAtOnce() throws Exception {
        try (Admin admin = regions.source.admin()) {
            admin.incrementalAlterConfigs(Map.of(
                            new ConfigResource(ConfigResource.Type.TOPIC, ROLES),
                            List.of(
                                    set("segment.ms", "4000"),
                                    set("delete.retention.ms", "0"),
                                    set("min.cleanable.dirty.ratio", "0.001"))))
                    .all()
                    .get();
        }
    }

    private static AlterConfigOp set(String name, String value) {
        return new AlterConfigOp(new ConfigEntry(name, value), AlterConfigOp.OpType.SET);
    }

    private double compared() {
        return regions
                .meters
                .find("domicile.link.comparisons")
                .tag("outcome", "compared")
                .tag("topic", ROLES)
                .counters()
                .stream()
                .mapToDouble(Counter::count)
                .sum();
    }
}
