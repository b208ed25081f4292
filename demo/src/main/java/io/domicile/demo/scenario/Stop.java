package io.domicile.demo.scenario;

import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import sun.misc.Signal;

/**
 * Somebody's wish that the demo ends; made once, never taken back. Signals are handled rather than left to a shutdown
 * hook, so that services and brokers close in order and the exit status is the verdict's.
 */
public final class Stop {

    private final CountDownLatch requested = new CountDownLatch(1);

    /** A wish that SIGINT and SIGTERM express. */
    public static Stop ofSignals() {
        Stop stop = new Stop();
        for (String name : List.of("INT", "TERM")) {
            Signal.handle(new Signal(name), signal -> stop.request());
        }
        return stop;
    }

    /** A wish that nothing but {@link #request()} expresses. */
    public static Stop unrequested() {
        return new Stop();
    }

    public void request() {
        requested.countDown();
    }

    public boolean isRequested() {
        return requested.getCount() == 0;
    }

    /** Whether it was expressed before the time was over. */
    public boolean await(long time, TimeUnit unit) throws InterruptedException {
        return requested.await(time, unit);
    }

    public void await() throws InterruptedException {
        requested.await();
    }
}
