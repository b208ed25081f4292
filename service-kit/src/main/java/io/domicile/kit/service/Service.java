package io.domicile.kit.service;

import io.domicile.kit.admin.AdminEndpoint;
import java.util.List;

/**
 * A long-running part of a process.
 *
 * <ol>
 *   <li>{@link #start()} is called once. It returns when the work has been handed to the service's own threads, or
 *       throws; a service that cannot yet reach its brokers starts all the same and says so in {@link #health()}.
 *   <li>{@link #close()} is called once, also after a failed start, from any thread; it finishes what is under way
 *       within a bounded time and does not throw.
 *   <li>{@link #health()} may be called by any thread at any time and never blocks.
 * </ol>
 */
public interface Service extends AutoCloseable {

    void start();

    Health health();

    /** What it answers on the process's admin server; the same at every call, and asked for before the start. */
    default List<AdminEndpoint> endpoints() {
        return List.of();
    }

    @Override
    void close();
}
