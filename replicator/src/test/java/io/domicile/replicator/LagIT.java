package io.domicile.replicator;

import static io.domicile.replicator.Fixtures.role;
import static io.domicile.replicator.Fixtures.roleRecord;
import static io.domicile.replicator.TwoRegions.CENTRAL;
import static io.domicile.replicator.TwoRegions.ROLES;
import static io.domicile.replicator.TwoRegions.ROLES_MIRROR;
import static io.domicile.replicator.TwoRegions.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import io.domicile.kit.admin.AdminAnswer;
import io.domicile.kit.admin.AdminRequest;
import io.domicile.kit.policy.GateStatus;
import io.domicile.replicator.lag.LagReading;
import io.domicile.replicator.lag.LagStatus.Kind;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class LagIT {

    /** How long the border swallows everything. */
    private static final int HOLE_SECONDS = Integer.getInteger("domicile.blackhole.seconds", 15);

    private static final TopicPartition FIRST = new TopicPartition(ROLES, 0);

    private static final String TOKEN = "0123456789abcdef";

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
        ReplicatorService service = regions.start("lag.sample-interval", "500ms");
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

    @Test
    void shouldTellTheLagOfTheWholeLinkInEveryProcess() {
        // given
        ReplicatorService first = regions.start("lag.sample-interval", "500ms", "admin.token", TOKEN);
        regions.awaitReady(first);
        ReplicatorService second = regions.start("lag.sample-interval", "500ms", "admin.token", TOKEN);
        regions.awaitReady(second);

        // when
        send(5);
        regions.awaitTarget(ROLES_MIRROR, 5);

        // then
        eventually().untilAsserted(() -> {
            for (ReplicatorService service : List.of(first, second)) {
                assertThat(service.lag().get(FIRST).records()).hasValue(0);
                assertThat(service.lag()).hasSize(1 + 5 * TwoRegions.PARTITIONS);
                assertThat(status(service)).contains("\"status\":\"synced\"");
            }
        });
    }

    @Test
    void shouldGoOnTellingWhileTheTargetIsAway() {
        // given
        ReplicatorService service = regions.start("lag.sample-interval", "500ms", "admin.token", TOKEN);
        sendAndSync(service, 5);

        // when
        regions.target.stop();
        send(7);

        // then: also long after the session has failed
        eventually().untilAsserted(() -> {
            assertThat(gauge("domicile.link.lag.records")).isEqualTo(7);
            assertThat(gauge("domicile.link.lag.seconds")).isGreaterThan(15);
            assertThat(status(service)).contains("\"status\":\"stalled\"");
        });
        regions.target.start();
        eventually().untilAsserted(() -> assertThat(status(service)).contains("\"status\":\"synced\""));
    }

    @Test
    void shouldRiseAndNeverReadZeroWhileTheLinkIsABlackHole() {
        // given
        ReplicatorService service = regions.start(
                "lag.sample-interval",
                "500ms",
                "admin.token",
                TOKEN,
                "limits.request-timeout",
                "5s",
                "source.kafka.bootstrap.servers",
                regions.source.crossRegionBootstrapServers());
        sendAndSync(service, 5);

        // when
        regions.sourceBorder.freeze();
        send(7);

        // then
        eventually().untilAsserted(() -> assertThat(status(service)).contains("\"status\":\"stalled\""));
        Duration before = Duration.ZERO;
        for (int seconds : new int[] {HOLE_SECONDS / 3, HOLE_SECONDS * 2 / 3, HOLE_SECONDS}) {
            eventually()
                    .atMost(Duration.ofSeconds(HOLE_SECONDS + 60))
                    .until(() -> lag(service).compareTo(Duration.ofSeconds(seconds)) > 0);
            assertThat(status(service)).contains("\"status\":\"stalled\"").doesNotContain("\"lag_seconds\":0,");
            assertThat(lag(service)).isGreaterThan(before);
            before = lag(service);
        }
        regions.sourceBorder.unfreeze();
        regions.awaitTarget(ROLES_MIRROR, 12);
        eventually().untilAsserted(() -> assertThat(status(service)).contains("\"status\":\"synced\""));
    }

    /** Through a gate that is closed until they are seen to wait: before that, "synced" may be of a source without them. */
    private void sendAndSync(ReplicatorService service, int count) {
        regions.gate.close(GateStatus.Reason.LOADING);
        send(count);
        eventually().untilAsserted(() -> {
            assertThat(service.lag()).containsKey(FIRST);
            assertThat(service.lag().get(FIRST).records()).hasValue(count);
        });
        regions.gate.open();
        eventually().untilAsserted(() -> assertThat(status(service)).contains("\"status\":\"synced\""));
    }

    private static Duration lag(ReplicatorService service) {
        return service.lag().get(FIRST).lag().orElseThrow();
    }

    private static String status(ReplicatorService service) {
        AdminAnswer answer = service.endpoints().get(0).get(new AdminRequest(Map.of(), Optional.of("Bearer " + TOKEN)));
        assertThat(answer.status()).isEqualTo(200);
        // Of the replica, not of its topics
        return answer.json().substring(0, answer.json().indexOf("\"topics\""));
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
