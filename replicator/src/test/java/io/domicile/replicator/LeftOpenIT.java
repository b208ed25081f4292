package io.domicile.replicator;

import static io.domicile.replicator.TwoRegions.CENTRAL;
import static io.domicile.replicator.TwoRegions.GROUP;
import static io.domicile.replicator.TwoRegions.ROLES;
import static io.domicile.replicator.TwoRegions.ROLES_MIRROR;
import static io.domicile.replicator.TwoRegions.eventually;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.domicile.replicator.ledger.Ledger;
import io.domicile.replicator.ledger.UnsettledLedgerException;
import io.domicile.testkit.kafka.LeftOpen;
import java.time.Duration;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

/** A target that keeps what a transaction wrote though the transaction has ended. */
class LeftOpenIT {

    private static final TopicPartition MIRROR = new TopicPartition(ROLES_MIRROR, 1);
    private static final String LANE = "eu-west-eu-central/" + ROLES + "-1";

    @Test
    void shouldGoOnWhereItsLedgerStandsOnceWhatWasLeftOpenIsAborted() throws Exception {
        try (TwoRegions regions = new TwoRegions(Map.of("transaction.partition.verification.enable", "false"))) {
            // given
            regions.policy("acme", false, 1, CENTRAL);
            Load load = new Load(regions);
            ReplicatorService before = regions.start();
            load.start();
            regions.awaitTarget(ROLES_MIRROR, 100);
            before.close();

            // when
            LeftOpen left = new LeftOpen(regions.target.bootstrapServers(), LANE);
            left.offset(GROUP, MIRROR);
            left.record(MIRROR, "acme/left-open".getBytes(UTF_8), new byte[] {1});

            // then
            try (Admin admin = regions.target.admin()) {
                Ledger ledger = new Ledger(admin, GROUP, Duration.ofSeconds(60));
                assertThatThrownBy(() -> ledger.read(MIRROR, true)).isInstanceOf(UnsettledLedgerException.class);

                ReplicatorService after = regions.start();
                regions.awaitReady(after);
                load.awaitMore(100);
                load.stop();
                regions.awaitTarget(ROLES_MIRROR, load.sent());

                eventually()
                        .ignoreException(UnsettledLedgerException.class)
                        .untilAsserted(
                                () -> assertThat(ledger.read(MIRROR, true)).isPresent());
                assertThat(regions.readTarget(ROLES_MIRROR)).hasSize(load.sent());
            }
        }
    }
}
