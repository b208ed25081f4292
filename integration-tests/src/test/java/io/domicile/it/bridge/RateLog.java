package io.domicile.it.bridge;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** How a counter rose, in steps of about a second. One thread samples, any reads. */
final class RateLog {

    private static final long STEP = Duration.ofSeconds(1).toNanos();

    private final List<Sample> samples = new CopyOnWriteArrayList<>();

    private record Sample(long nanos, long count) {}

    /** Rates per second: the mean, and the lowest of any single step. */
    record Rates(double mean, double lowest) {}

    void sample(long nanos, long count) {
        if (samples.isEmpty() || nanos - samples.get(samples.size() - 1).nanos() >= STEP) {
            samples.add(new Sample(nanos, count));
        }
    }

    /** The rates between two instants of {@link System#nanoTime()}. */
    Rates between(long from, long to) {
        List<Sample> within = samples.stream()
                .filter(sample -> sample.nanos() - from >= 0 && to - sample.nanos() >= 0)
                .toList();
        if (within.size() < 2) {
            throw new IllegalStateException("the time between the two is too short for a rate");
        }
        double lowest = Double.MAX_VALUE;
        for (int i = 1; i < within.size(); i++) {
            lowest = Math.min(lowest, rate(within.get(i - 1), within.get(i)));
        }
        return new Rates(rate(within.get(0), within.get(within.size() - 1)), lowest);
    }

    private static double rate(Sample first, Sample last) {
        return (last.count() - first.count()) * 1e9 / (last.nanos() - first.nanos());
    }
}
