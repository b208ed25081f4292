package io.domicile.kit.service;

import io.domicile.kit.log.LogKeys;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Closes services, each on a thread of its own within a bounded time. */
final class ServiceCloser {

    private static final Logger LOG = LoggerFactory.getLogger(ServiceCloser.class);

    private final Duration timeout;

    ServiceCloser(Duration timeout) {
        this.timeout = timeout;
    }

    /** Whether the service closed in time and without an exception. An interrupt does not cut the closing short. */
    boolean close(NamedService named) {
        FutureTask<Boolean> closing = new FutureTask<>(() -> {
            named.service().close();
            return true;
        });
        Thread thread = new Thread(closing, "domicile-close");
        thread.setDaemon(true);
        thread.start();
        boolean closed = await(closing, named);
        if (closed) {
            LOG.atInfo().addKeyValue(LogKeys.SERVICE, named.name()).log("service closed");
        }
        return closed;
    }

    private boolean await(FutureTask<Boolean> closing, NamedService named) {
        boolean interrupted = false;
        long deadline = System.nanoTime() + timeout.toNanos();
        try {
            while (true) {
                try {
                    return closing.get(deadline - System.nanoTime(), TimeUnit.NANOSECONDS);
                } catch (InterruptedException whileClosing) {
                    interrupted = true;
                }
            }
        } catch (TimeoutException tooSlow) {
            LOG.atError()
                    .addKeyValue(LogKeys.SERVICE, named.name())
                    .addKeyValue(LogKeys.DURATION_MS, timeout.toMillis())
                    .log("service did not close in time and is left behind");
            return false;
        } catch (ExecutionException failed) {
            LOG.atError()
                    .addKeyValue(LogKeys.SERVICE, named.name())
                    .setCause(failed.getCause())
                    .log("service failed to close");
            return false;
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
