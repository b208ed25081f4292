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
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class GateSwitchTest {

    private static final PolicySnapshot SNAPSHOT = PolicySnapshot.merge(Map.of());
    private static final GateOutcome OPEN = new GateOutcome.Open(SNAPSHOT, Leases.NONE);
    private static final GateOutcome MISMATCH = new GateOutcome.Closed(Reason.MANIFEST_MISMATCH);

    private volatile long nanos;
    private final GateSwitch gate = new GateSwitch(() -> 0);

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
        Thread thread = waiting(gate, waiter);

        gate.publish(OPEN);

        assertThat(waiter.get(60, TimeUnit.SECONDS)).containsSame(SNAPSHOT);
        thread.join(60_000);
    }

    @Test
    void shouldTellListenersOfChangesOnly() {
        List<GateStatus> heard = new ArrayList<>();
        gate.onChange(heard::add);

        assertThat(gate.publish(OPEN)).isTrue();
        assertThat(gate.publish(new GateOutcome.Open(PolicySnapshot.merge(Map.of()), Leases.NONE)))
                .isFalse();
        assertThat(gate.publish(MISMATCH)).isTrue();

        assertThat(heard)
                .containsExactly(new Closed(Reason.LOADING), GateStatus.OPEN, new Closed(Reason.MANIFEST_MISMATCH));
    }

    @Test
    void shouldNotBeHeldByThoseWhoWaitedOrListen() throws Exception {
        Thread other = new Thread(() -> {
            gate.onChange(status -> {});
            try {
                gate.awaitView(Duration.ZERO);
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
            }
        });
        other.start();
        other.join(60_000);

        assertThat(CompletableFuture.supplyAsync(() -> gate.publish(OPEN)).get(60, TimeUnit.SECONDS))
                .isTrue();
    }

    @Test
    void shouldNeverOpenAgainOnceStopped() {
        gate.publish(GateSwitch.STOPPED);

        assertThat(gate.publish(OPEN)).isFalse();

        assertThat(gate.status()).isEqualTo(new Closed(Reason.STOPPED));
    }

    @Test
    void shouldEndItsViewWithTheLeaseAndTellListenersAtTheNextPublication() {
        GateSwitch leased = new GateSwitch(() -> nanos);
        Leases leases = new Leases(Optional.of(new Leases.Lease(OptionalLong.of(10))), Map.of());
        List<GateStatus> heard = new ArrayList<>();
        leased.onChange(heard::add);
        leased.publish(new GateOutcome.Open(SNAPSHOT, leases));
        nanos = 9;
        assertThat(leased.view()).containsSame(SNAPSHOT);
        assertThat(leased.status()).isEqualTo(GateStatus.OPEN);

        nanos = 10;

        assertThat(leased.view()).isEmpty();
        assertThat(leased.status()).isEqualTo(new Closed(Reason.LEASE_EXPIRED));
        assertThat(heard).hasSize(2);
        assertThat(leased.publish(new GateOutcome.Open(SNAPSHOT, leases))).isTrue();
        assertThat(leased.publish(OPEN)).isTrue();
        assertThat(heard)
                .containsExactly(
                        new Closed(Reason.LOADING), GateStatus.OPEN, new Closed(Reason.LEASE_EXPIRED), GateStatus.OPEN);
    }

    @Test
    void shouldWakeWaitersWhenALeaseIsRenewedThatNobodyWasToldTheEndOf() throws Exception {
        GateSwitch leased = new GateSwitch(() -> nanos);
        Leases leases = new Leases(Optional.of(new Leases.Lease(OptionalLong.of(10))), Map.of());
        leased.publish(new GateOutcome.Open(SNAPSHOT, leases));
        nanos = 10;
        CompletableFuture<Optional<PolicyView>> waiter = new CompletableFuture<>();
        Thread thread = waiting(leased, waiter);

        assertThat(leased.publish(OPEN)).isFalse();

        assertThat(waiter.get(60, TimeUnit.SECONDS)).containsSame(SNAPSHOT);
        thread.join(60_000);
    }

    /** A thread that waits at the gate already. */
    private static Thread waiting(GateSwitch gate, CompletableFuture<Optional<PolicyView>> waiter) {
        Thread thread = new Thread(() -> {
            try {
                waiter.complete(gate.awaitView(Duration.ofHours(1)));
            } catch (InterruptedException interrupted) {
                waiter.completeExceptionally(interrupted);
            }
        });
        thread.start();
        await().atMost(Duration.ofSeconds(60)).until(() -> thread.getState() == Thread.State.TIMED_WAITING);
        return thread;
    }
}
