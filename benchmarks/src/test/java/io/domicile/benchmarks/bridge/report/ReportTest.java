package io.domicile.benchmarks.bridge.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.domicile.benchmarks.bridge.load.Payload;
import io.domicile.benchmarks.bridge.measure.Latencies;
import io.domicile.benchmarks.bridge.measure.Outcome;
import io.domicile.benchmarks.bridge.measure.Span;
import io.domicile.benchmarks.bridge.variant.Broker;
import io.domicile.benchmarks.bridge.variant.Variant;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ReportTest {

    @Test
    void shouldShowMediansWithTheirSpread() {
        String report =
                report(Map.of(Variant.Kind.OURS, List.of(outcome(1_000, 0), outcome(4_000, 0), outcome(2_000, 0))));

        assertThat(report)
                .contains("## mosquitto, 200-byte JSON")
                .contains(
                        "Rounds: 3. Backlog: 1,000 messages each, published by the devices at 20,000 messages/s (median).")
                .contains("| (b) Domicile's bridge | 2,000 (1,000 to 4,000) | 500.0 (500.0 to 500.0) |"
                        + " 2.00 (2.00 to 2.00) | 3.00 (3.00 to 3.00) | 100 (100 to 100) | all 9,000 |");
    }

    @Test
    void shouldShowRatiosOfMedians() {
        String report = report(Map.of(
                Variant.Kind.LIMIT, List.of(outcome(4_000, 0)),
                Variant.Kind.OURS, List.of(outcome(3_000, 0)),
                Variant.Kind.PEER, List.of(outcome(1_000, 0))));

        assertThat(report).contains("| mosquitto | 200-byte JSON | 0.75 | 3.00 | 1.00 | 1.00 |");
    }

    @Test
    void shouldLeaveOutRatiosToWhatWasNotMeasured() {
        assertThat(report(Map.of(Variant.Kind.OURS, List.of(outcome(1_000, 0)))))
                .contains("| mosquitto | 200-byte JSON | - | - | - | - |");
    }

    @Test
    void shouldSayThatMessagesAreMissing() {
        Comparison comparison = comparison(Map.of(Variant.Kind.PEER, List.of(outcome(1_000, 0), outcome(1_000, 7))));

        assertThat(comparison.isComplete()).isFalse();
        assertThat(Report.of(List.of(comparison), List.of())).contains("| **7 of 6,000 missing** |");
    }

    @Test
    void shouldReadVersionsFromTheNamesOfJars() {
        String classPath = "/a/kafka-clients-4.3.1.jar:/a/kafka-streams-4.3.0.jar:/a/camel-main-4.17.0.jar";

        assertThat(Facts.jar(classPath, "kafka-clients")).isEqualTo("4.3.1");
        assertThat(Facts.jar(classPath, "camel-main")).isEqualTo("4.17.0");
        assertThat(Facts.jar(classPath, "camel")).isEqualTo("version unknown");
    }

    private static String report(Map<Variant.Kind, List<Outcome>> outcomes) {
        return Report.of(List.of(comparison(outcomes)), List.of("a fact"));
    }

    private static Comparison comparison(Map<Variant.Kind, List<Outcome>> outcomes) {
        int rounds = outcomes.values().iterator().next().size();
        return new Comparison(Broker.Kind.MOSQUITTO, Payload.JSON, rounds, 1_000, outcomes);
    }

    /** 1,000 messages that cost 500 microseconds each, with latencies of 1, 2 and 3 ms. */
    private static Outcome outcome(int messagesPerSecond, int missing) {
        return new Outcome(
                new Span(1_000, Duration.ofNanos(1_000_000_000_000L / messagesPerSecond), Duration.ofMillis(500)),
                new Latencies(new long[] {3_000_000, 1_000_000, 2_000_000}),
                100L * 1024 * 1024,
                20_000,
                3_000,
                missing,
                0);
    }
}
