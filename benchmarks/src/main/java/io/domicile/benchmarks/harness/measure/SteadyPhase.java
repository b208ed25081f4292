package io.domicile.benchmarks.harness.measure;

import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** A load at a fixed rate that is read while it is published, for the latencies. */
public final class SteadyPhase {

    private SteadyPhase() {}

    /** What publishes the load, and returns when all is published. */
    public interface Publication {
        void publish() throws InterruptedException;
    }

    /** Publishes a load of so many messages on this thread, and returns what arrived of it. */
    public static Tally run(Destination destination, int run, int count, Duration patience, Publication publication)
            throws InterruptedException {
        destination.begin(run);
        ExecutorService reader = Executors.newSingleThreadExecutor();
        try {
            Future<Tally> arriving = reader.submit(() -> destination.collect(count, patience));
            publication.publish();
            return arriving.get();
        } catch (ExecutionException failed) {
            throw new IllegalStateException("what arrived could not be read", failed.getCause());
        } finally {
            reader.shutdownNow();
        }
    }
}
