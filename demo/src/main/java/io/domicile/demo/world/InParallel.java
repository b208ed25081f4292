package io.domicile.demo.world;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;

/** Several things done at the same time. */
final class InParallel {

    private InParallel() {}

    /** Returns when all are done; throws what the first that failed threw, the others' failures suppressed in it. */
    static void run(List<Runnable> tasks) {
        ExecutorService threads = Executors.newCachedThreadPool();
        try {
            List<Future<?>> running = new ArrayList<>();
            tasks.forEach(task -> running.add(threads.submit(task)));
            IllegalStateException failure = null;
            for (Future<?> task : running) {
                failure = merge(failure, failureOf(task));
            }
            if (failure != null) {
                throw failure;
            }
        } finally {
            threads.shutdown();
        }
    }

    private static @Nullable Throwable failureOf(Future<?> task) {
        try {
            task.get();
            return null;
        } catch (ExecutionException failed) {
            return failed.getCause();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return interrupted;
        }
    }

    private static @Nullable IllegalStateException merge(
            @Nullable IllegalStateException first, @Nullable Throwable next) {
        if (next == null) {
            return first;
        }
        if (first == null) {
            return new IllegalStateException(next.getMessage(), next);
        }
        first.addSuppressed(next);
        return first;
    }
}
