package io.domicile.testkit.region;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;

/** Parts that are started at the same time, all of them or none: when one fails, the others are closed again. */
final class ParallelStart implements AutoCloseable {

    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final List<Future<? extends AutoCloseable>> parts = new ArrayList<>();

    <T extends AutoCloseable> Future<T> begin(Callable<T> start) {
        Future<T> part = threads.submit(start);
        parts.add(part);
        return part;
    }

    /** Waits for all; throws the first failure after closing what has started. */
    void await() {
        List<AutoCloseable> started = new ArrayList<>();
        RuntimeException failure = null;
        for (Future<? extends AutoCloseable> part : parts) {
            try {
                started.add(part.get());
            } catch (ExecutionException failed) {
                failure = merge(failure, failed.getCause());
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
                failure = merge(failure, interrupted);
            }
        }
        if (failure != null) {
            closeAll(started, failure);
            throw failure;
        }
    }

    /** The part, which {@link #await()} has seen started. */
    static <T> T started(Future<T> part) {
        try {
            return part.get();
        } catch (ExecutionException | InterruptedException impossible) {
            throw new IllegalStateException("a part was asked for before all had started", impossible);
        }
    }

    @Override
    public void close() {
        threads.shutdown();
    }

    private static RuntimeException merge(@Nullable RuntimeException first, @Nullable Throwable next) {
        if (first == null) {
            return next instanceof RuntimeException failure
                    ? failure
                    : new IllegalStateException("a part of the region did not start", next);
        }
        if (next != null) {
            first.addSuppressed(next);
        }
        return first;
    }

    private static void closeAll(List<AutoCloseable> started, RuntimeException failure) {
        for (AutoCloseable part : started) {
            try {
                part.close();
            } catch (Exception unclosed) {
                failure.addSuppressed(unclosed);
            }
        }
    }
}
