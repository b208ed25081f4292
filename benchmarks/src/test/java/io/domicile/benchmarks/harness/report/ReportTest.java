package io.domicile.benchmarks.harness.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.domicile.benchmarks.harness.measure.Latencies;
import io.domicile.benchmarks.harness.measure.Outcome;
import io.domicile.benchmarks.harness.measure.Span;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ReportTest {

    private static final Wording WORDING =
            new Wording("domicile bench bridge", "messages", Map.of(Role.OURS, "Domicile's bridge"));

    @Test
    void shouldShowMediansWithTheirSpread() {
        String report = report(Map.of(Role.OURS, List.of(outcome(1_000, 0), outcome(4_000, 0), outcome(2_000, 0))));

        assertThat(report)
                .contains("## mosquitto, 200-byte JSON")
                .contains("A sentence of conditions.")
                .contains("| | messages/s | CPU \u00b5s per message | p50 ms | p99 ms | p99.9 ms |")
                .contains(
                        "| (b) Domicile's bridge | 2,000 (1,000 to 4,000) | 500.0 (500.0 to 500.0) |"
                                + " 2.00 (2.00 to 2.00) | 3.00 (3.00 to 3.00) | 3.00 (3.00 to 3.00) | 100 (100 to 100) | all 9,000 |");
    }

    @Test
    void shouldShowRatiosOfMedians() {
        String report = report(Map.of(
                Role.LIMIT, List.of(outcome(4_000, 0)),
                Role.OURS, List.of(outcome(3_000, 0)),
                Role.PEER, List.of(outcome(1_000, 0))));

        assertThat(report)
                .contains(
                        "| (b) to | | (a) | (c) |",
                        "| mosquitto, 200-byte JSON | messages/s | 0.75 | 3.00 |",
                        "| mosquitto, 200-byte JSON | CPU | 1.00 | 1.00 |",
                        "| mosquitto, 200-byte JSON | p99 | 1.00 | 1.00 |");
    }

    @Test
    void shouldLeaveOutRatiosToWhatWasNotMeasured() {
        Comparison without = comparison(Map.of(Role.OURS, List.of(outcome(1_000, 0))));
        Comparison with = comparison(Map.of(Role.PEER_TUNED, List.of(outcome(1_000, 0))));

        assertThat(Report.of(WORDING, List.of(without, with), List.of()))
                .contains("| (b) to | | (d) |", "| mosquitto, 200-byte JSON | messages/s | - |");
    }

    @Test
    void shouldSayThatMessagesAreMissing() {
        Comparison comparison = comparison(Map.of(Role.PEER, List.of(outcome(1_000, 0), outcome(1_000, 7))));

        assertThat(comparison.isComplete()).isFalse();
        assertThat(Report.of(WORDING, List.of(comparison), List.of())).contains("| **7 of 6,000 missing** |");
    }

    @Test
    void shouldReadVersionsFromTheNamesOfJars() {
        String classPath = "/a/kafka-clients-4.3.1.jar:/a/kafka-streams-4.3.0.jar:/a/camel-main-4.17.0.jar";

        assertThat(Machine.version(classPath, "kafka-clients")).isEqualTo("4.3.1");
        assertThat(Machine.version(classPath, "camel-main")).isEqualTo("4.17.0");
        assertThat(Machine.version(classPath, "camel")).isEqualTo("version unknown");
    }

    private static String report(Map<Role, List<Outcome>> outcomes) {
        return Report.of(WORDING, List.of(comparison(outcomes)), List.of("a fact"));
    }

    private static Comparison comparison(Map<Role, List<Outcome>> outcomes) {
        return new Comparison("mosquitto, 200-byte JSON", "A sentence of conditions.", outcomes);
    }

    /** 1,000 messages that cost 500 microseconds each, with latencies of 1, 2 and 3 ms. */
    private static Outcome outcome(int messagesPerSecond, int missing) {
        return new Outcome(
                new Span(1_000, Duration.ofNanos(1_000_000_000_000L / messagesPerSecond), Duration.ofMillis(500)),
                new Latencies(new long[] {3_000_000, 1_000_000, 2_000_000}),
                100L * 1024 * 1024,
                3_000,
                missing,
                0);
    }
}
