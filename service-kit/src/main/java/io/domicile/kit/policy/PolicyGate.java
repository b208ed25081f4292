package io.domicile.kit.policy;

import io.domicile.residency.policy.PolicyView;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * The only way to a policy: closed until policy is loaded, verified and fresh.
 *
 * <ol>
 *   <li>{@link #view()} is empty exactly while the gate is closed, so a decision on a closed gate cannot be written.
 *   <li>A view is immutable; take one for each decision, do not keep it.
 *   <li>Safe for use by any thread.
 * </ol>
 */
public interface PolicyGate {

    GateStatus status();

    /** The current policy, or empty while the gate is closed. */
    Optional<PolicyView> view();

    /** Blocks until the gate is open or the time is over; the current policy in the first case. */
    Optional<PolicyView> awaitView(Duration atMost) throws InterruptedException;

    /**
     * Calls the listener at every change of {@link #status()}, on the store's thread; it must return quickly. The
     * listener is also called once, at once, on the calling thread.
     */
    void onChange(Consumer<GateStatus> listener);
}
