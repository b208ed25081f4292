package io.domicile.router.topology;

import io.domicile.kit.policy.PolicyGate;
import io.domicile.residency.policy.PolicyView;
import io.domicile.router.acknowledgement.TaskMember;
import io.domicile.router.metrics.RouterMeters;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;

/**
 * The wait of one record at the policy gate: brief, and ended by an exception where the gate stays closed, or where the
 * policy behind it stays older than its task may decide by.
 */
final class GateWait {

    private static final Duration LOOK = Duration.ofMillis(10);

    /**
     * For the policy topics to be read. Longer than a transaction stays open, since giving up begins the reading again: a
     * thread that was replaced has none open. Well below {@code max.poll.interval.ms}.
     */
    private static final Duration READING = Duration.ofSeconds(30);

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
            open(atMost);
            if (!task.awaitFloor(READING)) {
                throw new GateClosedException("the policy topics were not read since the task began");
            }
            long deadline = System.nanoTime() + atMost.toNanos();
            // The gate may have closed meanwhile, as at the end of a lease
            PolicyView view = open(atMost);
            while (!task.mayDecideBy(view.generations())) {
                long left = deadline - System.nanoTime();
                if (left <= 0) {
                    throw new GateClosedException("the policy stayed older than when the task began");
                }
                LockSupport.parkNanos(LOOK.toNanos());
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
