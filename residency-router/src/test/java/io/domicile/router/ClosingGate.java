package io.domicile.router;

import io.domicile.kit.policy.GateStatus;
import io.domicile.kit.policy.PolicyGate;
import io.domicile.residency.policy.PolicyView;
import io.domicile.testkit.fake.FakePolicyGate;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/**
 * A gate that closes by itself once it was looked at so many times, but only when a record waits at it. Who looks without
 * a record then finds no policy, and does not close it.
 */
final class ClosingGate implements PolicyGate {

    private final FakePolicyGate gate;
    private final AtomicInteger left;
    private volatile boolean hasClosed;

    ClosingGate(FakePolicyGate gate, int looks) {
        this.gate = gate;
        this.left = new AtomicInteger(looks);
    }

    @Override
    public GateStatus status() {
        return gate.status();
    }

    @Override
    public Optional<PolicyView> view() {
        return left.getAndDecrement() > 0 || hasClosed ? gate.view() : Optional.empty();
    }

    @Override
    public Optional<PolicyView> awaitView(Duration atMost) throws InterruptedException {
        closeOnce();
        return gate.awaitView(atMost);
    }

    @Override
    public void onChange(Consumer<GateStatus> listener) {
        gate.onChange(listener);
    }

    /** Never again: the test opens it. */
    private synchronized void closeOnce() {
        if (!hasClosed && left.get() <= 0) {
            gate.close(GateStatus.Reason.MANIFEST_MISMATCH);
            hasClosed = true;
        }
    }
}
