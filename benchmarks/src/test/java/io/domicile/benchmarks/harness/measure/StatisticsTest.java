package io.domicile.benchmarks.harness.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.domicile.benchmarks.bridge.load.Payload;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class StatisticsTest {

    @Test
    void shouldTakeTheMiddleOfAnOddNumberOfValues() {
        assertThat(Spread.of(List.of(9.0, 1.0, 5.0))).isEqualTo(new Spread(5, 1, 9));
    }

    @Test
    void shouldTakeTheMeanOfTheTwoInTheMiddleOfAnEvenNumber() {
        assertThat(Spread.of(List.of(4.0, 1.0, 2.0, 100.0))).isEqualTo(new Spread(3, 1, 100));
    }

    @Test
    void shouldRefuseNoValues() {
        assertThatIllegalArgumentException().isThrownBy(() -> Spread.of(List.of()));
        assertThatIllegalStateException().isThrownBy(() -> new Latencies(new long[0]).percentile(0.5));
    }

    @Test
    void shouldTakePercentilesByNearestRank() {
        Latencies latencies = new Latencies(
                LongStream.rangeClosed(1, 100).map(value -> 101 - value).toArray());

        assertThat(latencies.percentile(0.5)).isEqualTo(50);
        assertThat(latencies.percentile(0.99)).isEqualTo(99);
        assertThat(latencies.percentile(1)).isEqualTo(100);
        assertThat(new Latencies(new long[] {7}).percentile(0.5)).isEqualTo(7);
    }

    @Test
    void shouldTellRatesAndCostsOfASpan() {
        Span span = new Span(10_000, Duration.ofMillis(500), Duration.ofMillis(250));

        assertThat(span.messagesPerSecond()).isEqualTo(20_000);
        assertThat(span.cpuMicrosPerMessage()).isEqualTo(25);
    }

    @Test
    void shouldTellDifferentMessagesFromCopiesAndFromOtherLoads() {
        Arrivals arrivals = new Arrivals(2, 64);

        arrivals.add(Payload.JSON.with(new Mark(2, 5, 0, 1_000)), 1_500);
        arrivals.add(Payload.JSON.with(new Mark(2, 5, 1, 1_000)), 1_100);
        arrivals.add(Payload.JSON.with(new Mark(2, 6, 0, 1_000)), 1_200);
        arrivals.add(Payload.JSON.with(new Mark(2, 5, 0, 1_000)), 9_000);
        arrivals.add(Payload.JSON.with(new Mark(1, 5, 2, 1_000)), 9_000);
        arrivals.add(new byte[10], 9_000);

        Tally tally = arrivals.tally();
        assertThat(tally.distinct()).isEqualTo(3);
        assertThat(tally.duplicates()).isEqualTo(1);
        assertThat(tally.latencies().stream()).containsExactly(100L, 200L, 500L);
    }

    @Test
    void shouldTimeFromTheLastLookAtNothingToTheFirstAtAll() {
        // given counts and processor times that the looks will find
        Deque<Long> counts = new ArrayDeque<>(List.of(0L, 0L, 0L, 40L, 70L, 100L));
        AtomicLong milliseconds = new AtomicLong();
        Stopwatch stopwatch = new Stopwatch(counts::remove, () -> Duration.ofMillis(milliseconds.getAndAdd(10)));

        // when
        Span span = stopwatch.await(0, 100);

        // then
        assertThat(counts).isEmpty();
        assertThat(span.arrived()).isEqualTo(100);
        assertThat(span.cpu()).isEqualTo(Duration.ofMillis(30));
        assertThat(span.elapsed()).isGreaterThanOrEqualTo(Duration.ofMillis(30));
    }

    @Test
    void shouldTimeFromTheEndOfTheWarmUp() {
        // given
        Deque<Long> counts = new ArrayDeque<>(List.of(0L, 0L, 20L, 40L, 70L, 70L, 100L));
        AtomicLong milliseconds = new AtomicLong();
        Stopwatch stopwatch = new Stopwatch(counts::remove, () -> Duration.ofMillis(milliseconds.getAndAdd(10)));

        // when
        Span span = stopwatch.await(30, 100);

        // then the span begins with the first look at 40
        assertThat(counts).isEmpty();
        assertThat(span.arrived()).isEqualTo(60);
        assertThat(span.cpu()).isEqualTo(Duration.ofMillis(30));
    }
}
