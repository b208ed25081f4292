package io.domicile.kit.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.domicile.kit.policy.GateStatus.Closed;
import io.domicile.kit.policy.GateStatus.Reason;
import io.domicile.residency.policy.PolicyView;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class GateSwitchTest {

    private static final PolicySnapshot SNAPSHOT = PolicySnapshot.merge(Map.of());
    private static final GateOutcome OPEN = new GateOutcome.Open(SNAPSHOT);
    private static final GateOutcome MISMATCH = new GateOutcome.Closed(Reason.MANIFEST_MISMATCH);

    private final GateSwitch gate = new GateSwitch();

    @Test
    void shouldBeClosedAtFirst() throws Exception {
        assertThat(gate.status()).isEqualTo(new Closed(Reason.LOADING));
        assertThat(gate.view()).isEmpty();
        assertThat(gate.awaitView(Duration.ofMillis(1))).isEmpty();
    }

    @Test
    void shouldShowAViewExactlyWhileItIsOpen() throws Exception {
        gate.publish(OPEN);
        assertThat(gate.view()).containsSame(SNAPSHOT);
        assertThat(gate.awaitView(Duration.ZERO)).containsSame(SNAPSHOT);

        gate.publish(MISMATCH);
        assertThat(gate.view()).isEmpty();
        assertThat(gate.status()).isEqualTo(new Closed(Reason.MANIFEST_MISMATCH));
    }

    @Test
    void shouldLetWaitersGoOnWhenItOpens() throws Exception {
        CompletableFuture<Optional<PolicyView>> waiter = new CompletableFuture<>();
        Thread thread = new Thread(() -> {
            try {
                waiter.complete(gate.awaitView(Duration.ofHours(1)));
            } catch (InterruptedException interrupted) {
                waiter.completeExceptionally(interrupted);
            }
        });
        thread.start();
        await().atMost(Duration.ofSeconds(60)).until(() -> thread.getState() == Thread.State.TIMED_WAITING);

        gate.publish(OPEN);

        assertThat(waiter.get(60, TimeUnit.SECONDS)).containsSame(SNAPSHOT);
    }

    @Test
    void shouldTellListenersOfChangesOnly() {
        List<GateStatus> heard = new ArrayList<>();
        gate.onChange(heard::add);

        assertThat(gate.publish(OPEN)).isTrue();
        assertThat(gate.publish(new GateOutcome.Open(PolicySnapshot.merge(Map.of()))))
                .isFalse();
        assertThat(gate.publish(MISMATCH)).isTrue();

        assertThat(heard)
                .containsExactly(new Closed(Reason.LOADING), GateStatus.OPEN, new Closed(Reason.MANIFEST_MISMATCH));
    }

    @Test
    void shouldNeverOpenAgainOnceStopped() {
        gate.publish(GateSwitch.STOPPED);

        assertThat(gate.publish(OPEN)).isFalse();

        assertThat(gate.status()).isEqualTo(new Closed(Reason.STOPPED));
    }
}
