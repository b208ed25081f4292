package io.domicile.cli.policy;

import io.domicile.kit.policy.PolicyWriteException;
import io.domicile.kit.service.StopRequest;
import io.domicile.schemas.registry.SchemaRegistryException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/** Writes a heartbeat at fixed intervals until it is told to stop, and says when that fails and when it works again. */
final class HeartbeatLoop {

    private static final long REMINDER = TimeUnit.SECONDS.toNanos(10);

    private final Runnable beat;
    private final Duration interval;
    private final Optional<Duration> limit;
    private final StopRequest stop;
    private final Consumer<String> report;
    private final LongSupplier nanoTime;
    private long written;
    private long missed;
    private long failingSince;
    private long reported;
    private boolean isFailing;

    /**
     * @param beat writes one, or throws
     * @param limit ends after this time; empty: never
     */
    HeartbeatLoop(
            Runnable beat,
            Duration interval,
            Optional<Duration> limit,
            StopRequest stop,
            Consumer<String> report,
            LongSupplier nanoTime) {
        this.beat = beat;
        this.interval = interval;
        this.limit = limit;
        this.stop = stop;
        this.report = report;
        this.nanoTime = nanoTime;
    }

    /** Returns how many heartbeats could not be written. */
    long run() throws InterruptedException {
        long begun = nanoTime.getAsLong();
        long next = begun;
        while (!stop.isRequested() && !isOver(begun)) {
            beat();
            // What a slow heartbeat overran is not made up for
            next = Math.max(next + interval.toNanos(), nanoTime.getAsLong());
            if (stop.await(Math.max(0, next - nanoTime.getAsLong()), TimeUnit.NANOSECONDS)) {
                return missed;
            }
        }
        return missed;
    }

    long written() {
        return written;
    }

    private boolean isOver(long begun) {
        return limit.isPresent() && nanoTime.getAsLong() - begun >= limit.get().toNanos();
    }

    private void beat() {
        try {
            beat.run();
            written++;
            if (written == 1 && !isFailing) {
                report.accept("the first heartbeat is written");
            }
            if (isFailing) {
                report.accept("heartbeats are written again");
                isFailing = false;
            }
        } catch (PolicyWriteException | SchemaRegistryException failed) {
            missed++;
            missed(String.valueOf(failed.getMessage()));
        }
    }

    private void missed(String why) {
        long now = nanoTime.getAsLong();
        if (!isFailing) {
            isFailing = true;
            failingSince = now;
        } else if (now - reported < REMINDER) {
            return;
        }
        reported = now;
        report.accept("NO HEARTBEAT WRITTEN for " + TimeUnit.NANOSECONDS.toSeconds(now - failingSince)
                + " s; gates with a lease close: " + why);
    }
}
