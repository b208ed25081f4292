package io.domicile.replicator;

import static io.domicile.replicator.Fixtures.role;
import static io.domicile.replicator.Fixtures.roleRecord;
import static io.domicile.replicator.TwoRegions.CENTRAL;
import static io.domicile.replicator.TwoRegions.ROLES;
import static io.domicile.replicator.TwoRegions.ROLES_MIRROR;
import static io.domicile.replicator.TwoRegions.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import io.domicile.kit.policy.GateStatus;
import io.domicile.replicator.lag.LagReading;
import io.domicile.replicator.lag.LagStatus.Kind;
import java.time.Duration;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class LagIT {

    private static final TopicPartition FIRST = new TopicPartition(ROLES, 0);

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
    void shouldReadZeroOnlyOnceTheLedgerHasProvablyReachedTheEnd() {
        // given
        regions.gate.close(GateStatus.Reason.LOADING);
        ReplicatorService service = regions.start("lag.sample-interval", "200ms");
        eventually().until(() -> service.lag().containsKey(FIRST));

        // when
        send(5);

        // then
        eventually().untilAsserted(() -> {
            LagReading reading = service.lag().get(FIRST);
            assertThat(reading.records()).hasValue(5);
            assertThat(reading.lag()).hasValueSatisfying(lag -> assertThat(lag).isGreaterThan(Duration.ofSeconds(1)));
            assertThat(reading.status().kind()).isEqualTo(Kind.STALLED);
            assertThat(reading.status().reason()).isEqualTo("gate-closed");
        });
        assertThat(gauge("domicile.link.lag.records")).isEqualTo(5);

        // when
        regions.gate.open();

        // then
        regions.awaitTarget(ROLES_MIRROR, 5);
        eventually().untilAsserted(() -> {
            LagReading reading = service.lag().get(FIRST);
            assertThat(reading.records()).hasValue(0);
            assertThat(reading.lag()).hasValue(Duration.ZERO);
            assertThat(reading.status().kind()).isEqualTo(Kind.SYNCED);
        });
    }

    private double gauge(String name) {
        return regions.meters
                .get(name)
                .tag("topic", ROLES)
                .tag("partition", "0")
                .gauge()
                .value();
    }

    private void send(int count) {
        try (KafkaProducer<byte[], byte[]> producer = Fixtures.producer(regions.source.bootstrapServers())) {
            for (int i = 0; i < count; i++) {
                producer.send(roleRecord("acme", i, 0, role(regions.sourceRegistry, "read")));
            }
        }
    }
}
