package io.domicile.router;

import io.domicile.kit.policy.GateStatus;
import io.domicile.kit.policy.PolicyGate;
import io.domicile.residency.policy.PolicyView;
import io.domicile.testkit.fake.FakePolicyGate;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/** A gate that closes by itself once so many decisions were taken: always between two records of a transaction. */
final class ClosingGate implements PolicyGate {

    private final FakePolicyGate gate;
    private final AtomicInteger left;

    ClosingGate(FakePolicyGate gate, int decisions) {
        this.gate = gate;
        this.left = new AtomicInteger(decisions);
    }

    @Override
    public GateStatus status() {
        return gate.status();
    }

    @Override
    public Optional<PolicyView> view() {
        if (left.getAndDecrement() == 0) {
            gate.close(GateStatus.Reason.MANIFEST_MISMATCH);
        }
        return gate.view();
    }

    @Override
    public Optional<PolicyView> awaitView(Duration atMost) throws InterruptedException {
        return gate.awaitView(atMost);
    }

    @Override
    public void onChange(Consumer<GateStatus> listener) {
        gate.onChange(listener);
    }
}
