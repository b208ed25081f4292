package io.domicile.benchmarks.harness.measure;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * Times the arrival of a load from outside, by looking every 10 ms at how many messages have arrived and how much
 * processor time the process has used.
 */
public final class Stopwatch {

    private static final long INTERVAL_NANOS = 10_000_000;
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final LongSupplier count;
    private final Supplier<Duration> cpu;

    /**
     * @param count messages arrived so far
     * @param cpu processor time used so far
     */
    public Stopwatch(LongSupplier count, Supplier<Duration> cpu) {
        this.count = count;
        this.cpu = cpu;
    }

    /**
     * Blocks until so many messages have arrived, or none arrives for a minute; the span begins when the warm-up has
     * arrived, or where there is none with the last look at nothing, and ends with the last message that came.
     *
     * @param warmUp how many of the expected messages are not measured, 0 for none
     * @throws IllegalStateException if nothing, or no more than the warm-up, arrived within a minute
     */
    public Span await(long warmUp, long expected) {
        Look begin = look();
        Look last = begin;
        Look now = begin;
        while (now.arrived < expected && now.nanoTime - last.nanoTime < PATIENCE.toNanos()) {
            LockSupport.parkNanos(INTERVAL_NANOS);
            now = look();
            if (begin.arrived < warmUp || now.arrived == 0) {
                begin = now;
            }
            if (now.arrived > last.arrived) {
                last = now;
            }
        }
        if (last.arrived == begin.arrived) {
            throw new IllegalStateException("no message arrived within " + PATIENCE.toSeconds() + " s");
        }
        return new Span(
                last.arrived - begin.arrived,
                Duration.ofNanos(last.nanoTime - begin.nanoTime),
                last.cpu.minus(begin.cpu));
    }

    private Look look() {
        Duration used = cpu.get();
        long arrived = count.getAsLong();
        return new Look(System.nanoTime(), arrived, used);
    }

    private record Look(long nanoTime, long arrived, Duration cpu) {}
}
