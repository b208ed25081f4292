package io.domicile.benchmarks.bridge.report;

import io.domicile.benchmarks.bridge.load.Payload;
import io.domicile.benchmarks.bridge.measure.Outcome;
import io.domicile.benchmarks.bridge.measure.Spread;
import io.domicile.benchmarks.bridge.variant.Broker;
import io.domicile.benchmarks.bridge.variant.Variant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.function.ToDoubleFunction;

/**
 * The variants side by side, with one MQTT broker and one payload.
 *
 * @param messages in the backlog of each round
 * @param outcomes of each variant, one for each round
 */
public record Comparison(
        Broker.Kind broker, Payload payload, int rounds, int messages, Map<Variant.Kind, List<Outcome>> outcomes) {

    public Comparison {
        EnumMap<Variant.Kind, List<Outcome>> copy = new EnumMap<>(Variant.Kind.class);
        outcomes.forEach((kind, list) -> copy.put(kind, List.copyOf(list)));
        outcomes = copy;
    }

    /** Whether every message that was published has arrived, with every variant and in every round. */
    public boolean isComplete() {
        return outcomes.values().stream().flatMap(List::stream).allMatch(outcome -> outcome.missing() == 0);
    }

    /** At what rate the devices filled the backlogs, whatever the variant: the median. */
    double publishedPerSecond() {
        return Spread.of(outcomes.values().stream()
                        .flatMap(List::stream)
                        .map(Outcome::publishedPerSecond)
                        .toList())
                .median();
    }

    Set<Variant.Kind> variants() {
        return outcomes.keySet();
    }

    Spread spread(Variant.Kind variant, ToDoubleFunction<Outcome> value) {
        return Spread.of(of(variant).stream().map(value::applyAsDouble).toList());
    }

    int sum(Variant.Kind variant, ToDoubleFunction<Outcome> value) {
        return (int) of(variant).stream().mapToDouble(value).sum();
    }

    /** Median divided by median; empty unless both variants were measured. */
    OptionalDouble ratio(Variant.Kind variant, Variant.Kind to, ToDoubleFunction<Outcome> value) {
        if (!outcomes.containsKey(variant) || !outcomes.containsKey(to)) {
            return OptionalDouble.empty();
        }
        return OptionalDouble.of(
                spread(variant, value).median() / spread(to, value).median());
    }

    private List<Outcome> of(Variant.Kind variant) {
        return outcomes.getOrDefault(variant, List.of());
    }
}
