package io.domicile.bridge.barrier;

import static org.assertj.core.api.Assertions.assertThat;

import io.domicile.kit.policy.GateStatus;
import io.domicile.testkit.fake.FakePolicyGate;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class AnnouncedGateTest {

    private static final GateStatus NOT_ANNOUNCED = new GateStatus.Closed(GateStatus.Reason.NOT_ANNOUNCED);
    private static final GateStatus LOADING = new GateStatus.Closed(GateStatus.Reason.LOADING);

    private final FakePolicyGate behind = new FakePolicyGate();
    private final AnnouncedGate gate = new AnnouncedGate(behind);

    @Test
    void shouldStayClosedUntilItIsAnnounced() throws InterruptedException {
        assertThat(gate.status()).isEqualTo(NOT_ANNOUNCED);
        assertThat(gate.view()).isEmpty();
        assertThat(gate.awaitView(Duration.ofMillis(1))).isEmpty();

        gate.announced();

        assertThat(gate.status()).isEqualTo(GateStatus.OPEN);
        assertThat(gate.view()).isPresent();
        assertThat(gate.awaitView(Duration.ZERO)).isPresent();
    }

    @Test
    void shouldBeClosedWhileTheGateBehindItIs() throws InterruptedException {
        gate.announced();

        behind.close(GateStatus.Reason.LOADING);

        assertThat(gate.status()).isEqualTo(LOADING);
        assertThat(gate.view()).isEmpty();
        assertThat(gate.awaitView(Duration.ofMillis(1))).isEmpty();
    }

    @Test
    void shouldTellItsOwnStatusAtEveryChange() {
        List<GateStatus> seen = new ArrayList<>();
        gate.onChange(seen::add);

        behind.close(GateStatus.Reason.LOADING);
        behind.open();
        gate.announced();

        assertThat(seen).containsExactly(NOT_ANNOUNCED, LOADING, NOT_ANNOUNCED, GateStatus.OPEN);
    }
}
