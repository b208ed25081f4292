package io.domicile.kit.policy;

import io.domicile.residency.policy.PolicyView;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;

/**
 * The gate as its users see it: one reference, swapped. Any thread may read; one thread publishes. Listeners are called
 * in the order of the changes and never two at a time.
 */
final class GateSwitch implements PolicyGate {

    /** The last outcome of every gate. */
    static final GateOutcome STOPPED = new GateOutcome.Closed(GateStatus.Reason.STOPPED);

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition opened = lock.newCondition();
    private final List<Consumer<GateStatus>> listeners = new ArrayList<>();
    private volatile GateOutcome current = new GateOutcome.Closed(GateStatus.Reason.LOADING);

    /** Makes this the current outcome, unless the gate was stopped. Returns whether the status changed by it. */
    boolean publish(GateOutcome next) {
        lock.lock();
        try {
            if (current.equals(STOPPED)) {
                return false;
            }
            boolean isChange = !next.status().equals(current.status());
            current = next;
            if (isChange) {
                opened.signalAll();
                for (Consumer<GateStatus> listener : listeners) {
                    listener.accept(next.status());
                }
            }
            return isChange;
        } finally {
            lock.unlock();
        }
    }

    @Override
    public GateStatus status() {
        return current.status();
    }

    @Override
    public Optional<PolicyView> view() {
        return current instanceof GateOutcome.Open open ? Optional.of(open.snapshot()) : Optional.empty();
    }

    @Override
    public Optional<PolicyView> awaitView(Duration atMost) throws InterruptedException {
        Optional<PolicyView> view = view();
        if (view.isPresent()) {
            return view;
        }
        long remaining = atMost.toNanos();
        lock.lockInterruptibly();
        try {
            view = view();
            while (view.isEmpty() && remaining > 0) {
                remaining = opened.awaitNanos(remaining);
                view = view();
            }
            return view;
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void onChange(Consumer<GateStatus> listener) {
        lock.lock();
        try {
            listeners.add(listener);
            listener.accept(current.status());
        } finally {
            lock.unlock();
        }
    }
}
