package io.domicile.it.policy;

import io.domicile.kit.policy.PolicyHeartbeats;
import io.domicile.kit.policy.PolicyWriteException;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/** What {@code domicile policy serve} does, with a switch. */
final class Heart implements AutoCloseable {

    private final PolicyHeartbeats heartbeats;
    private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor();
    private final AtomicLong missed = new AtomicLong();
    private volatile boolean isPaused;

    Heart(PolicyHeartbeats heartbeats, Duration interval) {
        this.heartbeats = heartbeats;
        var unused = clock.scheduleWithFixedDelay(this::beat, 0, interval.toMillis(), TimeUnit.MILLISECONDS);
    }

    void pause() {
        isPaused = true;
    }

    void resume() {
        isPaused = false;
    }

    /** How many could not be written, as while the topic is not there. */
    long missed() {
        return missed.get();
    }

    private void beat() {
        if (isPaused) {
            return;
        }
        try {
            heartbeats.beat();
        } catch (PolicyWriteException failed) {
            missed.incrementAndGet();
        }
    }

    @Override
    public void close() {
        clock.shutdown();
        try {
            clock.awaitTermination(30, TimeUnit.SECONDS);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
        heartbeats.close();
    }
}
