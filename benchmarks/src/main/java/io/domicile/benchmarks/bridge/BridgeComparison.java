package io.domicile.benchmarks.bridge;

import io.domicile.benchmarks.bridge.load.Fleet;
import io.domicile.benchmarks.bridge.load.Payload;
import io.domicile.benchmarks.bridge.variant.Broker;
import io.domicile.benchmarks.bridge.variant.Variant;
import io.domicile.benchmarks.harness.Order;
import io.domicile.benchmarks.harness.measure.Outcome;
import io.domicile.benchmarks.harness.measure.Spread;
import io.domicile.benchmarks.harness.report.Comparison;
import io.domicile.benchmarks.harness.report.Report;
import io.domicile.benchmarks.harness.report.Role;
import io.domicile.benchmarks.harness.report.Wording;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/** All rounds with one MQTT broker and one payload. */
final class BridgeComparison {

    private final Broker broker;
    private final Broker.Kind kind;
    private final Payload payload;
    private final BenchOptions options;
    private final AtomicInteger runs;

    /** @param runs gives each load its number */
    BridgeComparison(Broker broker, Broker.Kind kind, Payload payload, BenchOptions options, AtomicInteger runs) {
        this.broker = broker;
        this.kind = kind;
        this.payload = payload;
        this.options = options;
        this.runs = runs;
    }

    Comparison compare(List<Variant> variants, Path work, Wording wording, Consumer<String> progress)
            throws InterruptedException {
        int rounds = options.rounds(kind);
        int messages = options.messages(kind);
        String title = kind.title() + ", " + payload.title();
        Map<Role, List<Outcome>> outcomes = new EnumMap<>(Role.class);
        List<Double> publishedPerSecond = new ArrayList<>();
        try (Fleet fleet = Fleet.connect(broker.host(), broker.port(), payload)) {
            for (int number = 1; number <= rounds; number++) {
                for (Variant variant : Order.rotated(variants, number - 1)) {
                    Path log = work.resolve("%s-%s-%s-%d.log".formatted(variant.role(), kind, payload, number));
                    Round round = new Round(broker, fleet, runs, messages, options.steady());
                    Outcome outcome = round.run(variant, log);
                    outcomes.computeIfAbsent(variant.role(), any -> new ArrayList<>())
                            .add(outcome);
                    publishedPerSecond.add(round.publishedPerSecond());
                    progress.accept("%s, round %d of %d: %s (devices filled at %,.0f/s)"
                            .formatted(
                                    title,
                                    number,
                                    rounds,
                                    Report.describe(wording, variant.role(), outcome),
                                    round.publishedPerSecond()));
                }
            }
        }
        String conditions =
                "Rounds: %d. Backlog: %,d messages each, published by the devices at %,.0f messages/s (median)."
                        .formatted(
                                rounds, messages, Spread.of(publishedPerSecond).median());
        return new Comparison(title, conditions, outcomes);
    }
}
