package io.domicile.kit.policy;

import io.domicile.residency.policy.PolicyView;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/**
 * The gate as its users see it: one reference, swapped. Any thread may read; one thread publishes. Listeners are called
 * in the order of the changes and never two at a time.
 *
 * <p>A lease ends what is read here at once, also while the thread that publishes waits for its brokers. Listeners hear
 * of it when that thread publishes next.
 */
final class GateSwitch implements PolicyGate {

    /** The last outcome of every gate. */
    static final GateOutcome STOPPED = new GateOutcome.Closed(GateStatus.Reason.STOPPED);

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition opened = lock.newCondition();
    private final List<Consumer<GateStatus>> listeners = new ArrayList<>();
    private final LongSupplier nanoTime;
    private GateStatus announced = new GateStatus.Closed(GateStatus.Reason.LOADING);
    private volatile GateOutcome current = new GateOutcome.Closed(GateStatus.Reason.LOADING);

    /** @param nanoTime the monotonic clock of the leases */
    GateSwitch(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
    }

    /** Makes this the current outcome, unless the gate was stopped. Returns whether the status changed by it. */
    boolean publish(GateOutcome next) {
        lock.lock();
        try {
            if (current.equals(STOPPED)) {
                return false;
            }
            current = next;
            GateStatus status = status();
            boolean isChange = !status.equals(announced);
            announced = status;
            // Also without a change: a lease may have been over and be renewed between two publications
            opened.signalAll();
            if (isChange) {
                listeners.forEach(listener -> listener.accept(status));
            }
            return isChange;
        } finally {
            lock.unlock();
        }
    }

    @Override
    public GateStatus status() {
        return now().status();
    }

    private GateOutcome now() {
        GateOutcome outcome = current;
        return outcome.isLimited() ? outcome.at(nanoTime.getAsLong()) : outcome;
    }

    @Override
    public Optional<PolicyView> view() {
        return now() instanceof GateOutcome.Open open ? Optional.of(open.snapshot()) : Optional.empty();
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
            listener.accept(announced);
        } finally {
            lock.unlock();
        }
    }
}
