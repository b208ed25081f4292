package io.domicile.demo.load;

import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Lets the devices of a fleet publish in turn, at a steady rate, from one thread. One thread starts and closes it. */
public final class TelemetryLoad implements AutoCloseable {

    private static final long MOST_OUTSTANDING = 2_000;

    private final Fleet fleet;
    private final List<Device> devices;
    private final ScheduledExecutorService thread =
            Executors.newSingleThreadScheduledExecutor(task -> new Thread(task, "demo-load"));
    private @Nullable ScheduledFuture<?> ticks;
    private int next;

    public TelemetryLoad(Fleet fleet) {
        this.fleet = fleet;
        this.devices = fleet.devices();
    }

    /** Begins to publish; called once. */
    public void start(int messagesPerSecond) {
        long interval = TimeUnit.SECONDS.toNanos(1) / messagesPerSecond;
        ticks = thread.scheduleAtFixedRate(this::publishOne, 0, interval, TimeUnit.NANOSECONDS);
    }

    /** Stops; returns when the last message was handed to its client. */
    @Override
    public void close() {
        thread.shutdown();
        try {
            if (!thread.awaitTermination(30, TimeUnit.SECONDS)) {
                throw new IllegalStateException("the load did not stop");
            }
            ScheduledFuture<?> ended = ticks;
            if (ended != null && ended.isDone() && !ended.isCancelled()) {
                ended.get();
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException failed) {
            throw new IllegalStateException("the load broke off", failed.getCause());
        }
    }

    private void publishOne() {
        if (fleet.outstanding() < MOST_OUTSTANDING) {
            devices.get(next).publish();
            next = (next + 1) % devices.size();
        }
    }
}
