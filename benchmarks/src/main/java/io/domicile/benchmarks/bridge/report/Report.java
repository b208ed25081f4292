package io.domicile.benchmarks.bridge.report;

import io.domicile.benchmarks.bridge.measure.Outcome;
import io.domicile.benchmarks.bridge.measure.Spread;
import io.domicile.benchmarks.bridge.variant.Variant;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.function.ToDoubleFunction;

/** The comparisons as Markdown: one table for each, one with the ratios, and the facts behind them. */
public final class Report {

    private static final double MEBIBYTE = 1024.0 * 1024;
    private static final ToDoubleFunction<Outcome> RATE =
            outcome -> outcome.backlog().messagesPerSecond();
    private static final ToDoubleFunction<Outcome> CPU =
            outcome -> outcome.backlog().cpuMicrosPerMessage();

    private final StringBuilder text = new StringBuilder();

    private Report() {}

    /** @param facts one line each, without line ends */
    public static String of(List<Comparison> comparisons, List<String> facts) {
        Report report = new Report();
        report.line("# `domicile bench bridge`").line("");
        report.line("Median (least to most) of the rounds.").line("");
        comparisons.forEach(report::table);
        report.ratios(comparisons);
        facts.forEach(fact -> report.line("- " + fact));
        return report.text.toString();
    }

    private void table(Comparison comparison) {
        line("## %s, %s"
                .formatted(comparison.broker().title(), comparison.payload().title()));
        line("");
        line("Rounds: %d. Backlog: %s messages each, published by the devices at %s messages/s (median)."
                .formatted(
                        comparison.rounds(), whole(comparison.messages()), number(comparison.publishedPerSecond(), 0)));
        line("");
        line("| | messages/s | CPU µs per message | p50 ms | p99 ms | peak RSS MiB | arrived |");
        line("|---|---|---|---|---|---|---|");
        comparison.variants().forEach(variant -> row(comparison, variant));
        line("");
    }

    private void row(Comparison comparison, Variant.Kind variant) {
        line("| %s | %s | %s | %s | %s | %s | %s |"
                .formatted(
                        variant.title(),
                        spread(comparison.spread(variant, RATE), 0),
                        spread(comparison.spread(variant, CPU), 1),
                        spread(comparison.spread(variant, outcome -> millis(outcome, 0.5)), 2),
                        spread(comparison.spread(variant, outcome -> millis(outcome, 0.99)), 2),
                        spread(comparison.spread(variant, outcome -> outcome.peakResident() / MEBIBYTE), 0),
                        arrived(comparison, variant)));
    }

    private static String arrived(Comparison comparison, Variant.Kind variant) {
        int published = comparison.sum(variant, Outcome::published);
        int missing = comparison.sum(variant, Outcome::missing);
        int duplicates = comparison.sum(variant, Outcome::duplicates);
        String twice = duplicates == 0 ? "" : ", " + whole(duplicates) + " duplicates";
        return missing == 0
                ? "all " + whole(published) + twice
                : "**" + whole(missing) + " of " + whole(published) + " missing**" + twice;
    }

    private void ratios(List<Comparison> comparisons) {
        line("## Ratios of the medians").line("");
        line("| broker | payload | messages/s (b)/(a) | messages/s (b)/(c) | CPU (b)/(a) | CPU (b)/(c) |");
        line("|---|---|---|---|---|---|");
        for (Comparison comparison : comparisons) {
            line("| %s | %s | %s | %s | %s | %s |"
                    .formatted(
                            comparison.broker().title(),
                            comparison.payload().title(),
                            ratio(comparison.ratio(Variant.Kind.OURS, Variant.Kind.LIMIT, RATE)),
                            ratio(comparison.ratio(Variant.Kind.OURS, Variant.Kind.PEER, RATE)),
                            ratio(comparison.ratio(Variant.Kind.OURS, Variant.Kind.LIMIT, CPU)),
                            ratio(comparison.ratio(Variant.Kind.OURS, Variant.Kind.PEER, CPU))));
        }
        line("");
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
