package io.domicile.bridge.meter;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.Set;
import java.util.function.Supplier;

/**
 * One value shared by the meters that a scrape reads one after the other, so that what they show belongs together.
 *
 * <p>A scrape reads every meter once, on one thread. So a thread keeps its value until it reads a meter a second time,
 * which is the next scrape, or until the value is older than {@link #LONGEST_SCRAPE}, which is another reader's leavings.
 */
final class ScrapeSnapshot<T> {

    private static final Duration LONGEST_SCRAPE = Duration.ofSeconds(5);

    private final Supplier<T> source;
    private final InstantSource clock;
    private final ThreadLocal<Reading<T>> readings = new ThreadLocal<>();

    ScrapeSnapshot(Supplier<T> source, InstantSource clock) {
        this.source = source;
        this.clock = clock;
    }

    /** @param meter who reads; a second reading by the same meter begins a new scrape */
    T readBy(Object meter) {
        Instant now = clock.instant();
        Reading<T> reading = readings.get();
        if (reading == null || !reading.readers.add(meter) || reading.isOlderThan(LONGEST_SCRAPE, now)) {
            reading = new Reading<>(source.get(), now);
            reading.readers.add(meter);
            readings.set(reading);
        }
        return reading.value;
    }

    private static final class Reading<T> {

        private final T value;
        private final Instant takenAt;
        private final Set<Object> readers = new HashSet<>();

        Reading(T value, Instant takenAt) {
            this.value = value;
            this.takenAt = takenAt;
        }

        boolean isOlderThan(Duration age, Instant now) {
            return Duration.between(takenAt, now).abs().compareTo(age) > 0;
        }
    }
}
