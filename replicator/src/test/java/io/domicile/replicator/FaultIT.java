package io.domicile.replicator;

import static io.domicile.replicator.Fixtures.contents;
import static io.domicile.replicator.TwoRegions.CENTRAL;
import static io.domicile.replicator.TwoRegions.ROLES;
import static io.domicile.replicator.TwoRegions.ROLES_MIRROR;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Exactly once through restarts and fencing, under load: the mirror holds every record, once and in order. */
class FaultIT {

    private TwoRegions regions;
    private Load load;

    @BeforeEach
    void startRegions() {
        regions = new TwoRegions();
        regions.policy("acme", false, 1, CENTRAL);
        load = new Load(regions);
    }

    @AfterEach
    void closeRegions() throws Exception {
        load.stop();
        regions.close();
    }

    @Test
    void shouldCopyExactlyOnceThroughRestartsOfBothBrokers() throws Exception {
        // given
        ReplicatorService service = regions.start();
        load.start();
        regions.awaitTarget(ROLES_MIRROR, 200);

        // when
        regions.target.stop();
        load.awaitMore(300);
        regions.target.start();
        regions.awaitTarget(ROLES_MIRROR, 600);
        regions.source.stop();
        regions.source.start();
        load.awaitMore(300);
        load.stop();

        // then
        awaitEqualContents();
        regions.awaitReady(service);
    }

    @Test
    void shouldFenceAProcessThatWasCutOffWhileAnotherTookItsLanes() throws Exception {
        // given
        ReplicatorService cutOff =
                regions.start("target.kafka.bootstrap.servers", regions.target.crossRegionBootstrapServers());
        load.start();
        regions.awaitTarget(ROLES_MIRROR, 200);

        // when
        regions.border.freeze();
        load.awaitMore(300);
        ReplicatorService successor = regions.start();
        int taken = load.sent();
        regions.awaitTarget(ROLES_MIRROR, taken);
        regions.border.unfreeze();
        load.awaitMore(300);
        load.stop();

        // then
        awaitEqualContents();
        regions.awaitReady(successor);
        regions.awaitReady(cutOff);
    }

    private void awaitEqualContents() {
        int sent = load.sent();
        regions.awaitTarget(ROLES_MIRROR, sent);
        assertThat(contents(regions.readTarget(ROLES_MIRROR))).isEqualTo(contents(regions.readSource(ROLES)));
        assertThat(regions.readSource(ROLES)).hasSize(sent);
    }
}
