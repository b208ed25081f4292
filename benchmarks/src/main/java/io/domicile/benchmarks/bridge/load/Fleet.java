package io.domicile.benchmarks.bridge.load;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/** All devices, connected to the MQTT broker itself, past the gate. One thread publishes. */
public final class Fleet implements AutoCloseable {

    /** Whose devices these are. */
    public static final String ORGANIZATION = "bench";

    /** How many there are. */
    public static final int DEVICES = 64;

    private static final int THREADS = 2;
    private static final Duration PATIENCE = Duration.ofMinutes(5);

    private final ExecutorService netty;
    private final List<Device> devices = new ArrayList<>();

    private Fleet(ExecutorService netty) {
        this.netty = netty;
    }

    public static Fleet connect(String host, int port, Payload payload) {
        Fleet fleet = new Fleet(Executors.newCachedThreadPool(Fleet::thread));
        try {
            for (int number = 0; number < DEVICES; number++) {
                fleet.devices.add(Device.connect(host, port, number, payload, fleet.netty, THREADS));
            }
            return fleet;
        } catch (RuntimeException failed) {
            fleet.close();
            throw failed;
        }
    }

    /**
     * Publishes as fast as the broker acknowledges and returns when it has acknowledged all.
     *
     * @return messages per second
     * @throws IllegalStateException if the broker refused one, or did not answer within five minutes
     */
    public double burst(int run, int messages) throws InterruptedException {
        CountDownLatch answers = new CountDownLatch(messages);
        AtomicInteger failures = new AtomicInteger();
        long begin = System.nanoTime();
        for (int number = 0; number < DEVICES; number++) {
            new Burst(devices.get(number), run, share(number, messages), answers, failures).begin();
        }
        awaitAnswers(answers, failures);
        return messages * 1e9 / (System.nanoTime() - begin);
    }

    /** Publishes at a fixed rate, one device after the other, and returns when the broker has acknowledged all. */
    public void steady(int run, int messages, int perSecond) throws InterruptedException {
        CountDownLatch answers = new CountDownLatch(messages);
        AtomicInteger failures = new AtomicInteger();
        long begin = System.nanoTime();
        for (int i = 0; i < messages; i++) {
            long due = begin + i * 1_000_000_000L / perSecond;
            for (long wait = due - System.nanoTime(); wait > 0; wait = due - System.nanoTime()) {
                LockSupport.parkNanos(wait);
            }
            var unused = devices.get(i % DEVICES).publish(run, i / DEVICES).whenComplete((result, failure) -> {
                if (failure != null || result.getError().isPresent()) {
                    failures.incrementAndGet();
                }
                answers.countDown();
            });
        }
        awaitAnswers(answers, failures);
    }

    @Override
    public void close() {
        devices.forEach(Device::close);
        netty.shutdown();
    }

    /** What each device publishes of a load, so that all together publish the whole. */
    static int share(int number, int messages) {
        return messages / DEVICES + (number < messages % DEVICES ? 1 : 0);
    }

    private static void awaitAnswers(CountDownLatch answers, AtomicInteger failures) throws InterruptedException {
        if (!answers.await(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
            throw new IllegalStateException(
                    "the MQTT broker left " + answers.getCount() + " messages of the devices unanswered");
        }
        if (failures.get() > 0) {
            throw new IllegalStateException("the MQTT broker refused " + failures.get() + " messages of the devices");
        }
    }

    private static Thread thread(Runnable task) {
        Thread thread = new Thread(task, "bench-devices");
        thread.setDaemon(true);
        return thread;
    }
}
