package io.domicile.router.topology;

import io.domicile.kit.policy.PolicyGate;
import io.domicile.residency.policy.PolicyView;
import io.domicile.router.acknowledgement.TaskMember;
import io.domicile.router.metrics.RouterMeters;
import java.time.Duration;
import java.util.Optional;

/**
 * The wait of one record at the policy gate: brief, and ended by an exception where the gate stays closed, or where the
 * policy behind it stays older than its task may decide by.
 */
final class GateWait {

    private static final Duration LOOK = Duration.ofMillis(10);

    private final PolicyGate gate;
    private final Duration atMost;
    private final RouterMeters meters;

    GateWait(PolicyGate gate, Duration atMost, RouterMeters meters) {
        this.gate = gate;
        this.atMost = atMost;
        this.meters = meters;
    }

    /** @throws GateClosedException if there is still no policy that the task may decide by when the wait is over */
    PolicyView view(TaskMember task) {
        Optional<PolicyView> view = gate.view();
        return view.isPresent() && task.mayDecideBy(view.get().generations()) ? view.get() : await(task);
    }

    private PolicyView await(TaskMember task) {
        meters.waitBegins();
        try {
            long deadline = System.nanoTime() + atMost.toNanos();
            PolicyView view = open(atMost);
            while (!task.mayDecideBy(view.generations())) {
                long left = deadline - System.nanoTime();
                if (left <= 0) {
                    throw new GateClosedException("the policy stayed older than when the task began");
                }
                Thread.sleep(LOOK.toMillis());
                view = open(Duration.ofNanos(left));
            }
            return view;
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new GateClosedException("interrupted while waiting at the policy gate");
        } finally {
            meters.waitEnds();
        }
    }

    private PolicyView open(Duration within) throws InterruptedException {
        return gate.awaitView(within).orElseThrow(() -> new GateClosedException("the policy gate stayed closed"));
    }
}
