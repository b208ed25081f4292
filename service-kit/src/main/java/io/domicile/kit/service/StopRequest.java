package io.domicile.kit.service;

import io.domicile.kit.log.LogKeys;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import sun.misc.Signal;

/**
 * Somebody's wish that the process stops: made once, never taken back.
 *
 * <p>Signals are handled, not left to a shutdown hook: a hook would race with the closing of the services and leave the
 * exit status at 128 plus the signal's number.
 */
public final class StopRequest {

    private static final Logger LOG = LoggerFactory.getLogger(StopRequest.class);

    private final CountDownLatch requested = new CountDownLatch(1);

    /** A request that SIGTERM and SIGINT make. */
    public static StopRequest ofSignals() {
        StopRequest stop = new StopRequest();
        for (String name : List.of("TERM", "INT")) {
            Signal.handle(new Signal(name), signal -> {
                LOG.atInfo().addKeyValue(LogKeys.SIGNAL, signal.getName()).log("signal received, stopping");
                stop.request();
            });
        }
        return stop;
    }

    public void request() {
        requested.countDown();
    }

    public boolean isRequested() {
        return requested.getCount() == 0;
    }

    /** Whether the stop was requested before the time was over. */
    public boolean await(long time, TimeUnit unit) throws InterruptedException {
        return requested.await(time, unit);
    }
}
