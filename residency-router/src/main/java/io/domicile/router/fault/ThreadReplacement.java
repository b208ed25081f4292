package io.domicile.router.fault;

import io.domicile.kit.log.LogKeys;
import io.domicile.residency.RegionId;
import io.domicile.router.gap.PositionLostException;
import io.domicile.router.metrics.RouterMeters;
import io.domicile.router.metrics.ThreadFailure;
import io.domicile.router.schema.RegistrySilentException;
import io.domicile.router.topology.GateClosedException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Replaces a stream thread that failed, at a bounded rate.
 *
 * <ol>
 *   <li>A thread that failed because the gate stayed closed, because its policy stayed older than when a task began, or
 *       because the schema registry was silent, is always replaced: the wait for each bounds that rate.
 *   <li>So is one that ended because credentials or a certificate were refused, after a while: the right ones may be back.
 *   <li>So is one that ended because a topic refused a record for good: the record takes another way next time.
 *   <li>Any other failure is one of at most so many within a window; one more shuts the client down, which the service's
 *       health shows as dead.
 *   <li>An error of the virtual machine, or a position that is lost, shuts the client down at once.
 * </ol>
 *
 * <p>It logs class names only, since messages of foreign exceptions may quote data. Safe for use by any thread.
 */
public final class ThreadReplacement implements StreamsUncaughtExceptionHandler {

    private static final Logger LOG = LoggerFactory.getLogger(ThreadReplacement.class);

    private final RegionId here;
    private final int atMost;
    private final Duration window;
    private final InstantSource clock;
    private final RouterMeters meters;
    private final Refusals refusals;
    private final Runnable whileRefused;
    private final Deque<Instant> failures = new ArrayDeque<>();

    /**
     * @param atMost how many threads are replaced within the window
     * @param whileRefused waits, on the thread that failed, before one whose credentials were refused is replaced
     */
    public ThreadReplacement(
            RegionId here,
            int atMost,
            Duration window,
            InstantSource clock,
            RouterMeters meters,
            Refusals refusals,
            Runnable whileRefused) {
        this.here = here;
        this.atMost = atMost;
        this.window = window;
        this.clock = clock;
        this.meters = meters;
        this.refusals = refusals;
        this.whileRefused = whileRefused;
    }

    @Override
    public StreamThreadExceptionResponse handle(Throwable failure) {
        ThreadFailure verdict = judge(failure);
        meters.threadFailed(verdict);
        boolean replaced = verdict.isReplaced();
        (replaced ? LOG.atWarn() : LOG.atError())
                .addKeyValue(LogKeys.REGION, here)
                .addKeyValue(LogKeys.STATE, verdict.outcome())
                .addKeyValue(LogKeys.REASON, verdict.reason())
                .addKeyValue(LogKeys.ERROR, Causes.rootOf(failure).getClass().getName())
                .log("a stream thread of the router failed");
        if (verdict == ThreadFailure.REPLACED_NOT_AUTHENTICATED) {
            whileRefused.run();
        }
        return replaced ? StreamThreadExceptionResponse.REPLACE_THREAD : StreamThreadExceptionResponse.SHUTDOWN_CLIENT;
    }

    private ThreadFailure judge(Throwable failure) {
        if (Causes.rootOf(failure) instanceof VirtualMachineError) {
            return ThreadFailure.SHUTDOWN_FATAL;
        }
        if (Causes.contain(failure, PositionLostException.class)) {
            return ThreadFailure.SHUTDOWN_POSITION_LOST;
        }
        if (Causes.contain(failure, GateClosedException.class)) {
            return ThreadFailure.REPLACED_GATE_CLOSED;
        }
        if (Causes.contain(failure, RegistrySilentException.class)) {
            return ThreadFailure.REPLACED_REGISTRY_SILENT;
        }
        if (Causes.contain(failure, AuthenticationException.class)) {
            return ThreadFailure.REPLACED_NOT_AUTHENTICATED;
        }
        if (Refusals.isOfTheRecord(Causes.rootOf(failure)) && refusals.takeExcuse()) {
            return ThreadFailure.REPLACED_RECORD_REFUSED;
        }
        return isWithinRate() ? ThreadFailure.REPLACED_ERROR : ThreadFailure.SHUTDOWN_TOO_MANY;
    }

    private synchronized boolean isWithinRate() {
        Instant now = clock.instant();
        while (!failures.isEmpty() && failures.getFirst().isBefore(now.minus(window))) {
            failures.removeFirst();
        }
        failures.addLast(now);
        return failures.size() <= atMost;
    }
}
