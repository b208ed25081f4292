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
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.common.quota.ClientQuotaAlteration;
import org.apache.kafka.common.quota.ClientQuotaEntity;
import org.apache.kafka.common.quota.ClientQuotaFilter;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** An operator's quota leaves a lane less than its usual transaction needs in the time a transaction has. */
class QuotaIT {

    private static final double BYTES_PER_SECOND = 150_000;
    private static final int VALUE_BYTES = 4_000;
    private static final int RECORDS = 300;

    /** In which the quota lets little more than half of the records through. */
    private static final Duration TRANSACTION = Duration.ofSeconds(5);

    private TwoRegions regions;

    @BeforeEach
    void startRegions() {
        regions = new TwoRegions(
                Map.of("quota.window.num", "2", "transaction.abort.timed.out.transaction.cleanup.interval.ms", "500"));
        regions.policy("acme", false, 1, CENTRAL);
    }

    @AfterEach
    void closeRegions() {
        regions.close();
    }

    @Test
    void shouldCopyEverythingOnceHoweverLittleTheTargetTakesInOneTransaction() throws Exception {
        // given
        send();
        allow(BYTES_PER_SECOND);

        // when
        ReplicatorService service = regions.start("limits.transaction-timeout", TRANSACTION.toSeconds() + "s");

        // then
        eventually().until(() -> regions.hasTopic(ROLES_MIRROR));
        eventually()
                .atMost(Duration.ofMinutes(2))
                .pollInterval(Duration.ofSeconds(1))
                .until(() -> regions.readTarget(ROLES_MIRROR).size() >= RECORDS);
        List<ConsumerRecord<byte[], byte[]>> copies = regions.readTarget(ROLES_MIRROR);
        assertThat(contents(copies)).isEqualTo(contents(regions.readSource(ROLES)));
        assertThat(aborted())
                .as("transactions that the quota was too little for")
                .isPositive();
        regions.awaitReady(service);
    }

    private void send() throws Exception {
        byte[] value = role(regions.sourceRegistry, "x".repeat(VALUE_BYTES));
        try (KafkaProducer<byte[], byte[]> producer = Fixtures.producer(regions.source.bootstrapServers())) {
            for (int i = 0; i < RECORDS; i++) {
                producer.send(roleRecord("acme", i, 0, value));
            }
        }
    }

    /** Lets every client of the target write this much. */
    private void allow(double bytesPerSecond) throws Exception {
        ClientQuotaEntity everyClient =
                new ClientQuotaEntity(Collections.singletonMap(ClientQuotaEntity.CLIENT_ID, null));
        try (Admin admin = regions.target.admin()) {
            admin.alterClientQuotas(List.of(new ClientQuotaAlteration(
                            everyClient, List.of(new ClientQuotaAlteration.Op("producer_byte_rate", bytesPerSecond)))))
                    .all()
                    .get();
            eventually()
                    .until(() -> !admin.describeClientQuotas(ClientQuotaFilter.all())
                            .entities()
                            .get()
                            .isEmpty());
        }
    }

    private double aborted() {
        return regions.meters.find("domicile.link.transactions").tag("outcome", "aborted").counters().stream()
                .mapToDouble(Counter::count)
                .sum();
    }
}
