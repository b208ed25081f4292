package io.domicile.router.acknowledgement;

import io.domicile.residency.RegionId;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;

/** One reading of the policy topics that tasks wait for. Safe for use by any thread. */
final class FloorReading implements Runnable {

    private final CompletableFuture<Map<RegionId, Long>> answer = new CompletableFuture<>();
    private final FutureTask<Boolean> work;

    /** @param reader reads, on the thread that runs this, and answers */
    FloorReading(Consumer<FloorReading> reader) {
        this.work = new FutureTask<>(() -> reader.accept(this), true);
    }

    @Override
    public void run() {
        work.run();
    }

    /** Nobody waits any more: ends, or does not begin. */
    void cancel() {
        work.cancel(true);
    }

    void answer(Map<RegionId, Long> generations) {
        answer.complete(generations);
    }

    /** Nothing will come: whoever asks for the answer fails. */
    void fail(Error defect) {
        answer.completeExceptionally(defect);
    }

    boolean isOver() {
        return answer.isDone();
    }

    /** Waits until it is over or the time is; whether it is. */
    boolean await(Duration atMost) throws InterruptedException {
        try {
            answer.get(atMost.toNanos(), TimeUnit.NANOSECONDS);
            return true;
        } catch (TimeoutException notYet) {
            return false;
        } catch (ExecutionException failed) {
            return true;
        }
    }

    /**
     * The answer, once it is over.
     *
     * @throws java.util.concurrent.CompletionException if it failed
     */
    Map<RegionId, Long> generations() {
        return answer.join();
    }
}
