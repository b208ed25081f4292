package io.domicile.benchmarks.harness.report;

import io.domicile.benchmarks.harness.measure.Outcome;
import io.domicile.benchmarks.harness.measure.Spread;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;

/** The comparisons as Markdown: one table for each, one with the ratios, and the facts behind them. */
public final class Report {

    private static final double MEBIBYTE = 1024.0 * 1024;
    private static final ToDoubleFunction<Outcome> RATE =
            outcome -> outcome.backlog().messagesPerSecond();
    private static final ToDoubleFunction<Outcome> CPU =
            outcome -> outcome.backlog().cpuMicrosPerMessage();

    private final Wording wording;
    private final StringBuilder text = new StringBuilder();

    private Report(Wording wording) {
        this.wording = wording;
    }

    /** @param facts one line each, without line ends */
    public static String of(Wording wording, List<Comparison> comparisons, List<String> facts) {
        Report report = new Report(wording);
        report.line("# `" + wording.command() + '`').line("");
        report.line("Median (least to most) of the rounds.").line("");
        comparisons.forEach(report::table);
        report.ratios(comparisons);
        facts.forEach(fact -> report.line("- " + fact));
        return report.text.toString();
    }

    /** One outcome in one line. */
    public static String describe(Wording wording, Role role, Outcome outcome) {
        return "%s %,.0f %s/s, %.1f us CPU each, p50 %.1f ms, p99 %.1f ms, %d missing, %d duplicates"
                .formatted(
                        wording.title(role),
                        RATE.applyAsDouble(outcome),
                        wording.unit(),
                        CPU.applyAsDouble(outcome),
                        millis(outcome, 0.5),
                        millis(outcome, 0.99),
                        outcome.missing(),
                        outcome.duplicates());
    }

    private void table(Comparison comparison) {
        line("## " + comparison.title());
        line("");
        line(comparison.conditions());
        line("");
        line("| | %s/s | CPU µs per %s | p50 ms | p99 ms | p99.9 ms | peak RSS MiB | arrived |"
                .formatted(wording.unit(), wording.one()));
        line("|---|---|---|---|---|---|---|---|");
        comparison.roles().forEach(role -> row(comparison, role));
        line("");
    }

    private void row(Comparison comparison, Role role) {
        line("| %s | %s | %s | %s | %s | %s | %s | %s |"
                .formatted(
                        wording.title(role),
                        spread(comparison.spread(role, RATE), 0),
                        spread(comparison.spread(role, CPU), 1),
                        spread(comparison.spread(role, outcome -> millis(outcome, 0.5)), 2),
                        spread(comparison.spread(role, outcome -> millis(outcome, 0.99)), 2),
                        spread(comparison.spread(role, outcome -> millis(outcome, 0.999)), 2),
                        spread(comparison.spread(role, outcome -> outcome.peakResident() / MEBIBYTE), 0),
                        arrived(comparison, role)));
    }

    private static String arrived(Comparison comparison, Role role) {
        int published = comparison.sum(role, Outcome::published);
        int missing = comparison.sum(role, Outcome::missing);
        int duplicates = comparison.sum(role, Outcome::duplicates);
        String twice = duplicates == 0 ? "" : ", " + whole(duplicates) + " duplicates";
        return missing == 0
                ? "all " + whole(published) + twice
                : "**" + whole(missing) + " of " + whole(published) + " missing**" + twice;
    }

    private void ratios(List<Comparison> comparisons) {
        line("## Ratios of the medians").line("");
        List<Role> others = comparisons.stream()
                .flatMap(comparison -> comparison.roles().stream())
                .filter(role -> role == Role.LIMIT || role.isPeer())
                .distinct()
                .sorted()
                .toList();
        line("| (b) to | |" + columns(others, role -> " %s |".formatted(role.letter())));
        line("|---|---|" + columns(others, role -> "---|"));
        for (Comparison comparison : comparisons) {
            ratios(comparison, wording.unit() + "/s", RATE, others);
            ratios(comparison, "CPU", CPU, others);
            ratios(comparison, "p99", outcome -> millis(outcome, 0.99), others);
        }
        line("");
    }

    private void ratios(Comparison comparison, String what, ToDoubleFunction<Outcome> value, List<Role> others) {
        line("| %s | %s |%s"
                .formatted(
                        comparison.title(),
                        what,
                        columns(others, role -> " %s |".formatted(ratio(comparison.ratio(Role.OURS, role, value))))));
    }

    private static String columns(List<Role> roles, Function<Role, String> column) {
        return roles.stream().map(column).collect(Collectors.joining());
    }

    private Report line(String line) {
        text.append(line).append('\n');
        return this;
    }

    private static double millis(Outcome outcome, double share) {
        return outcome.latencies().percentile(share) / 1e6;
    }

    private static String spread(Spread spread, int decimals) {
        return "%s (%s to %s)"
                .formatted(
                        number(spread.median(), decimals),
                        number(spread.least(), decimals),
                        number(spread.most(), decimals));
    }

    private static String ratio(OptionalDouble ratio) {
        return ratio.isPresent() ? number(ratio.getAsDouble(), 2) : "-";
    }

    private static String whole(long number) {
        return number(number, 0);
    }

    private static String number(double number, int decimals) {
        return String.format(Locale.ROOT, "%,." + decimals + "f", number);
    }
}
