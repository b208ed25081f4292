package io.domicile.benchmarks.harness.report;

import io.domicile.benchmarks.harness.measure.Outcome;
import io.domicile.benchmarks.harness.measure.Spread;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.function.ToDoubleFunction;

/**
 * Programs side by side under the same conditions.
 *
 * @param title the conditions in a few words
 * @param conditions the conditions in a sentence or two
 * @param outcomes of each program, one for each round
 */
public record Comparison(String title, String conditions, Map<Role, List<Outcome>> outcomes) {

    public Comparison {
        EnumMap<Role, List<Outcome>> copy = new EnumMap<>(Role.class);
        outcomes.forEach((role, list) -> copy.put(role, List.copyOf(list)));
        outcomes = copy;
    }

    /** Whether every message that was published has arrived, with every program and in every round. */
    public boolean isComplete() {
        return outcomes.values().stream().flatMap(List::stream).allMatch(outcome -> outcome.missing() == 0);
    }

    Set<Role> roles() {
        return outcomes.keySet();
    }

    Spread spread(Role role, ToDoubleFunction<Outcome> value) {
        return Spread.of(of(role).stream().map(value::applyAsDouble).toList());
    }

    int sum(Role role, ToDoubleFunction<Outcome> value) {
        return (int) of(role).stream().mapToDouble(value).sum();
    }

    /** Median divided by median; empty unless both programs were measured. */
    OptionalDouble ratio(Role role, Role to, ToDoubleFunction<Outcome> value) {
        if (!outcomes.containsKey(role) || !outcomes.containsKey(to)) {
            return OptionalDouble.empty();
        }
        return OptionalDouble.of(
                spread(role, value).median() / spread(to, value).median());
    }

    private List<Outcome> of(Role role) {
        return outcomes.getOrDefault(role, List.of());
    }
}
