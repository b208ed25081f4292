package io.domicile.bridge.barrier;

import io.domicile.kit.policy.GateStatus;
import io.domicile.kit.policy.PolicyGate;
import io.domicile.residency.policy.PolicyView;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * A gate that stays closed until this bridge has been announced as a member of the barrier, and decides by what the
 * policy topics told after that: whoever waits for a change to be enforced must know of it before it decides anything,
 * and who did not wait for it had written the change before. Safe for use by any thread.
 */
public final class AnnouncedGate implements PolicyGate {

    private final PolicyGate gate;
    private final CountDownLatch announced = new CountDownLatch(1);
    private final List<Consumer<GateStatus>> listeners = new CopyOnWriteArrayList<>();

    public AnnouncedGate(PolicyGate gate) {
        this.gate = gate;
    }

    /** What stands behind it. */
    PolicyGate behind() {
        return gate;
    }

    /** Opens it, for good, as far as the gate behind it is open. */
    void announced() {
        announced.countDown();
        listeners.forEach(listener -> listener.accept(status()));
    }

    @Override
    public GateStatus status() {
        GateStatus status = gate.status();
        return status.isOpen() && announced.getCount() > 0
                ? new GateStatus.Closed(GateStatus.Reason.NOT_ANNOUNCED)
                : status;
    }

    @Override
    public Optional<PolicyView> view() {
        return announced.getCount() > 0 ? Optional.empty() : gate.view();
    }

    @Override
    public Optional<PolicyView> awaitView(Duration atMost) throws InterruptedException {
        long deadline = System.nanoTime() + atMost.toNanos();
        if (!announced.await(atMost.toNanos(), TimeUnit.NANOSECONDS)) {
            return Optional.empty();
        }
        return gate.awaitView(Duration.ofNanos(Math.max(0, deadline - System.nanoTime())));
    }

    @Override
    public void onChange(Consumer<GateStatus> listener) {
        listeners.add(listener);
        gate.onChange(unused -> listener.accept(status()));
    }
}
