package io.domicile.router.topology;

import io.domicile.kit.policy.PolicyGate;
import io.domicile.residency.policy.PolicyView;
import io.domicile.router.metrics.RouterMeters;
import java.time.Duration;
import java.util.Optional;

/** The wait of one record at the policy gate: brief, and ended by an exception where the gate stays closed. */
final class GateWait {

    private final PolicyGate gate;
    private final Duration atMost;
    private final RouterMeters meters;

    GateWait(PolicyGate gate, Duration atMost, RouterMeters meters) {
        this.gate = gate;
        this.atMost = atMost;
        this.meters = meters;
    }

    /** @throws GateClosedException if the gate is still closed when the wait is over */
    PolicyView view() {
        Optional<PolicyView> view = gate.view();
        return view.isPresent() ? view.get() : await();
    }

    private PolicyView await() {
        meters.waitBegins();
        try {
            return gate.awaitView(atMost).orElseThrow(() -> new GateClosedException("the policy gate stayed closed"));
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new GateClosedException("interrupted while waiting at the policy gate");
        } finally {
            meters.waitEnds();
        }
    }
}
