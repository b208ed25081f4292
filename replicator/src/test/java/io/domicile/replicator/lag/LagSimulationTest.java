package io.domicile.replicator.lag;

import static org.assertj.core.api.Assertions.assertThat;

import io.domicile.replicator.lag.LagStatus.Kind;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Seeded lives of one partition, against a slow model that keeps every sample and searches all of them, and against
 * what really happened: when each record came to be and when it was committed.
 */
class LagSimulationTest {

    private static final Duration FRESH = Duration.ofSeconds(3);
    private static final int LIVES = 200;
    private static final int STEPS = 300;

    @ParameterizedTest
    @ValueSource(ints = {4, 16, 100_000})
    void shouldAgreeWithTheModelAndNeverFlatterReality(int capacity) {
        int synced = 0;
        int stale = 0;
        for (int seed = 0; seed < LIVES; seed++) {
            Life life = new Life(seed, capacity);
            for (int step = 0; step < STEPS; step++) {
                life.step();
                LagReading reading = life.tracker.read();
                life.check(reading, capacity > STEPS, "seed " + seed + " step " + step);
                synced += reading.status().kind() == Kind.SYNCED ? 1 : 0;
                stale += reading.status().reason().equals(LagStatus.SAMPLE_STALE) ? 1 : 0;
            }
        }
        assertThat(synced).as("synced moments").isGreaterThan(100);
        assertThat(stale).as("stale moments").isGreaterThan(100);
    }

    /** A source that produces, a link that copies, and a sampler, each by fits and starts. */
    private static final class Life {

        private final Random random;
        private final LagTracker tracker;
        private final List<Long> bornAt = new ArrayList<>();
        private final List<long[]> samples = new ArrayList<>();
        private long now = 5_000_000_000L;
        private long position = -1;
        private boolean isReachable = true;
        private boolean isCopying = true;

        Life(int seed, int capacity) {
            this.random = new Random(seed);
            this.tracker = new LagTracker(new LagLimits(FRESH, Duration.ofSeconds(10), capacity), () -> now);
        }

        void step() {
            now += random.nextInt(1_500) * 1_000_000L;
            switch (random.nextInt(10)) {
                case 0 -> isReachable = !isReachable;
                case 1 -> isCopying = !isCopying;
                case 2, 3, 4 -> produce(random.nextInt(5));
                case 5, 6, 7 -> sample();
                default -> copy();
            }
        }

        void check(LagReading reading, boolean exact, String moment) {
            assertThat(reading.sampleAge().isPresent()).as(moment).isEqualTo(!samples.isEmpty());
            if (position < 0 || samples.isEmpty()) {
                assertThat(reading.records()).as(moment).isEmpty();
                assertThat(reading.lag()).as(moment).isEmpty();
                return;
            }
            Optional<Duration> lag = lagByModel();
            Optional<Duration> proven = provenByModel();
            if (exact) {
                assertThat(reading.lag()).as(moment).isEqualTo(lag);
                assertThat(reading.sinceProvenInSync()).as(moment).isEqualTo(proven);
            } else {
                assertThat(isAtLeast(reading.lag(), lag)).as(moment).isTrue();
                assertThat(reading.sinceProvenInSync().isEmpty() || isAtLeast(reading.sinceProvenInSync(), proven))
                        .as(moment)
                        .isTrue();
            }
            checkAgainstReality(reading, moment);
        }

        private void produce(int count) {
            for (int i = 0; i < count; i++) {
                bornAt.add(now);
            }
        }

        private void sample() {
            if (isReachable) {
                samples.add(new long[] {bornAt.size(), now});
                tracker.sampled(bornAt.size(), now);
            }
        }

        private void copy() {
            if (isCopying) {
                int left = bornAt.size() - (int) Math.max(position, 0);
                position = Math.max(position, 0) + (random.nextBoolean() ? left : random.nextInt(left + 1));
                tracker.committed(position);
            }
        }

        /** Zero only where a fresh sample shows nothing left; the recovery point bounds the true lag. */
        private void checkAgainstReality(LagReading reading, String moment) {
            boolean saysZero = reading.records().orElse(-1) == 0
                    || reading.lag().filter(Duration::isZero).isPresent() && now > samples.get(0)[1];
            long[] last = samples.get(samples.size() - 1);
            if (saysZero && now > last[1]) {
                assertThat(now - last[1]).as(moment).isLessThanOrEqualTo(FRESH.toNanos());
                assertThat(last[0]).as(moment).isLessThanOrEqualTo(position);
            }
            if (position < bornAt.size()) {
                Duration truth = Duration.ofNanos(now - bornAt.get((int) position));
                reading.sinceProvenInSync()
                        .ifPresent(proven -> assertThat(proven).as(moment).isGreaterThanOrEqualTo(truth));
            }
        }

        private Optional<Duration> lagByModel() {
            for (long[] sample : samples) {
                if (sample[0] > position) {
                    return Optional.of(Duration.ofNanos(now - sample[1]));
                }
            }
            long age = now - samples.get(samples.size() - 1)[1];
            return Optional.of(age <= FRESH.toNanos() ? Duration.ZERO : Duration.ofNanos(age));
        }

        private Optional<Duration> provenByModel() {
            Optional<Duration> proven = Optional.empty();
            for (long[] sample : samples) {
                if (sample[0] <= position) {
                    proven = Optional.of(Duration.ofNanos(now - sample[1]));
                }
            }
            return proven;
        }

        private static boolean isAtLeast(Optional<Duration> found, Optional<Duration> least) {
            return found.isPresent() && least.isPresent() && found.get().compareTo(least.get()) >= 0;
        }
    }
}
