package io.domicile.replicator.link;

import io.domicile.kit.log.LogKeys;
import io.domicile.replicator.lane.LaneStep;
import io.domicile.replicator.state.HoldReason;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The threads that do the lanes' work, those that catch up apart from those that follow, so that no backlog keeps the
 * live tail waiting; and the way its results come back to the worker. Results are acted on only by the
 * worker's thread, in {@link #takeResults}.
 */
final class Crew implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(5);

    /** Of work that had not begun when its lane was given up: begun now, it would fence the next owner. */
    private static final LaneStep GIVEN_UP = new LaneStep.Unprepared(HoldReason.GROUP_MOVED, Duration.ZERO);

    private static final Logger LOG = LoggerFactory.getLogger(Crew.class);

    /** With so much to do a lane catches up, and others do not have to wait for it. */
    private static final long BULK_BYTES = 256 * 1024;

    private final Link link;
    private final ExecutorService threads;
    private final ExecutorService bulk;
    private final ExecutorService reader;
    private final ExecutorService comparer;
    private final BlockingQueue<Runnable> results = new LinkedBlockingQueue<>();

    Crew(Link link, int size) {
        this.link = link;
        this.threads = Executors.newFixedThreadPool(size, named(link, "lanes-"));
        this.bulk = Executors.newFixedThreadPool(size, named(link, "bulk-"));
        this.reader = Executors.newSingleThreadExecutor(named(link, "mirrors-"));
        this.comparer = Executors.newSingleThreadExecutor(named(link, "comparison-"));
    }

    private static ThreadFactory named(Link link, String purpose) {
        AtomicInteger number = new AtomicInteger();
        return work -> {
            Thread thread = new Thread(
                    work, "link-" + link.source() + "-" + link.target() + "-" + purpose + number.incrementAndGet());
            thread.setDaemon(true);
            return thread;
        };
    }

    void assign(LaneBoard board, LaneSlot slot, Supplier<LaneStep> work) {
        slot.busy = true;
        ExecutorService workers = slot.queue.bytes() >= BULK_BYTES ? bulk : threads;
        slot.work = workers.submit(
                () -> report(() -> slot.released ? GIVEN_UP : work.get(), step -> board.apply(slot, step)));
    }

    /** Closes a lane's producer; whatever it does next waits until that is done. */
    void rest(LaneSlot slot) {
        slot.busy = true;
        slot.work = threads.submit(() -> report(
                () -> {
                    slot.lane.rest();
                    return slot;
                },
                rested -> rested.busy = false));
    }

    /** Does something else off the worker's thread. */
    <T> void ask(Supplier<T> question, java.util.function.Consumer<T> onAnswer) {
        threads.execute(() -> report(question, onAnswer));
    }

    /** Reads a mirror, one after the other and apart from the lanes' work. */
    <T> void read(Supplier<T> reading, java.util.function.Consumer<T> onAnswer) {
        reader.execute(() -> report(reading, onAnswer));
    }

    /** Compares a mirror with its source, one after the other; that takes long, and nothing waits for it. */
    <T> void compare(Supplier<T> comparison, java.util.function.Consumer<T> onAnswer) {
        comparer.execute(() -> report(comparison, onAnswer));
    }

    /** Ends whatever a lane that works no more may have left open. */
    void settle(LaneSlot slot, Duration retryIn) {
        slot.busy = true;
        slot.work = threads.submit(() -> report(() -> slot.released || slot.lane.settle(), isSettled -> {
            slot.busy = false;
            slot.notBeforeNanos = System.nanoTime() + (isSettled ? 0 : retryIn.toNanos());
        }));
    }

    /** Acts on every result there is, waiting this long for a first one. */
    void takeResults(Duration atMost) throws InterruptedException {
        Runnable result = results.poll(atMost.toNanos(), TimeUnit.NANOSECONDS);
        while (result != null) {
            result.run();
            result = results.poll();
        }
    }

    @Override
    public void close() {
        threads.shutdown();
        bulk.shutdown();
        // Nothing rests on what it would still find
        reader.shutdownNow();
        comparer.shutdownNow();
        try {
            if (!haveEnded()) {
                threads.shutdownNow();
                bulk.shutdownNow();
                if (!haveEnded()) {
                    LOG.atWarn()
                            .addKeyValue(LogKeys.LINK, link.label())
                            .log("work on a link's lanes did not end in time");
                }
            }
            takeLateResults();
        } catch (InterruptedException interrupted) {
            threads.shutdownNow();
            bulk.shutdownNow();
            Thread.currentThread().interrupt();
        }
    }

    private boolean haveEnded() throws InterruptedException {
        return threads.awaitTermination(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)
                && bulk.awaitTermination(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** What ended late still has a producer to close, whatever became of the rest. */
    private void takeLateResults() {
        for (Runnable result = results.poll(); result != null; result = results.poll()) {
            try {
                result.run();
            } catch (CrewFailure failure) {
                LOG.atWarn()
                        .addKeyValue(LogKeys.LINK, link.label())
                        .addKeyValue(LogKeys.ERROR, failure.failed)
                        .log("work on a link's lanes failed while the link was closed");
            }
        }
    }

    private <T> void report(Supplier<T> work, java.util.function.Consumer<T> onResult) {
        try {
            T result = work.get();
            results.add(() -> onResult.accept(result));
        } catch (RuntimeException | Error failure) {
            // Surfaces on the worker's thread, which gives the session up
            results.add(() -> {
                throw new CrewFailure(failure);
            });
        }
    }

    /** Work that failed in a way no lane expects. */
    static final class CrewFailure extends RuntimeException {

        private static final long serialVersionUID = 1L;

        private final String failed;

        CrewFailure(Throwable cause) {
            super("work on a link's lanes failed", cause);
            this.failed = cause.getClass().getName();
        }
    }
}
