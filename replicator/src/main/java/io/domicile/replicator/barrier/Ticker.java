package io.domicile.replicator.barrier;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** A thread that does one thing again and again, and waits longer after a failure. */
final class Ticker implements AutoCloseable {

    private static final Duration AFTER_FAILURE = Duration.ofSeconds(1);
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final Duration pause;
    private final Runnable work;
    private final Thread thread;
    private final CountDownLatch closing = new CountDownLatch(1);

    /** @param work says itself what of its failures is worth telling */
    Ticker(String threadName, Duration pause, Runnable work) {
        this.pause = pause;
        this.work = work;
        this.thread = new Thread(this::run, threadName);
        thread.setDaemon(true);
    }

    void start() {
        thread.start();
    }

    private void run() {
        try {
            while (!closing.await(runOnce().toMillis(), TimeUnit.MILLISECONDS)) {
                // The next round
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private Duration runOnce() {
        try {
            work.run();
            return pause;
        } catch (RuntimeException told) {
            return AFTER_FAILURE;
        }
    }

    @Override
    public void close() {
        closing.countDown();
        if (thread.getState() == Thread.State.NEW) {
            return;
        }
        try {
            thread.join(PATIENCE.toMillis());
            if (thread.isAlive()) {
                thread.interrupt();
                thread.join(PATIENCE.toMillis());
            }
        } catch (InterruptedException interrupted) {
            thread.interrupt();
            Thread.currentThread().interrupt();
        }
    }
}
