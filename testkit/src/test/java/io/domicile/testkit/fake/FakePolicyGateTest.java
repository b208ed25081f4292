package io.domicile.testkit.fake;

import static org.assertj.core.api.Assertions.assertThat;

import io.domicile.kit.policy.GateStatus;
import io.domicile.residency.OrganizationId;
import io.domicile.residency.RegionId;
import io.domicile.residency.policy.OrganizationPolicy;
import io.domicile.residency.policy.OrganizationState;
import io.domicile.residency.policy.PolicyLookup;
import io.domicile.residency.policy.PolicyView;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class FakePolicyGateTest {

    private static final OrganizationId ACME = new OrganizationId("acme");
    private static final GateStatus CLOSED = new GateStatus.Closed(GateStatus.Reason.LOADING);

    private final FakePolicyGate gate = new FakePolicyGate();

    @Test
    void shouldKeepViewsImmutable() {
        // given
        PolicyView before = gate.view().orElseThrow();

        // when
        gate.put(policy(1));
        gate.unreadable(new OrganizationId("broken"));
        gate.stale(new OrganizationId("old"));

        // then
        PolicyView after = gate.view().orElseThrow();
        assertThat(before.lookup(ACME)).isEqualTo(PolicyLookup.UNKNOWN);
        assertThat(after.lookup(ACME)).isEqualTo(new PolicyLookup.Known(policy(1)));
        assertThat(after.lookup(new OrganizationId("broken"))).isEqualTo(PolicyLookup.UNREADABLE);
        assertThat(after.lookup(new OrganizationId("old"))).isEqualTo(PolicyLookup.STALE);
    }

    @Test
    void shouldTellListenersOfEveryChangeOnce() {
        // given
        List<GateStatus> seen = new ArrayList<>();
        gate.onChange(seen::add);

        // when
        gate.close(GateStatus.Reason.LOADING);
        gate.close(GateStatus.Reason.LOADING);
        gate.open();

        // then
        assertThat(seen).containsExactly(GateStatus.OPEN, CLOSED, GateStatus.OPEN);
    }

    @Test
    void shouldHandOutTheViewToWhoeverWaitsWhenItOpens() throws Exception {
        // given
        gate.close(GateStatus.Reason.LOADING);
        assertThat(gate.view()).isEmpty();
        assertThat(gate.awaitView(Duration.ofMillis(20))).isEmpty();
        CompletableFuture<Optional<PolicyView>> waiting = CompletableFuture.supplyAsync(() -> {
            try {
                return gate.awaitView(Duration.ofSeconds(30));
            } catch (InterruptedException interrupted) {
                throw new IllegalStateException(interrupted);
            }
        });

        // when
        gate.open();

        // then
        assertThat(waiting.get(30, TimeUnit.SECONDS)).isPresent();
    }

    private static OrganizationPolicy policy(long epoch) {
        return new OrganizationPolicy(
                ACME, new RegionId("eu-west"), List.of(), false, false, OrganizationState.ACTIVE, epoch);
    }
}
