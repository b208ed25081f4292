package io.domicile.benchmarks.router;

import static org.assertj.core.api.Assertions.assertThat;

import io.domicile.benchmarks.harness.report.Role;
import io.domicile.benchmarks.router.RouterOptions.Case;
import java.util.List;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

class RouterOptionsTest {

    private static final List<Role> ALL = List.of(Role.values());

    @Test
    void shouldMeasureFiveRoundsOfSmallRecordsAndTwoOfEverythingElse() {
        RouterOptions options = options(List.of(), OptionalInt.empty(), OptionalInt.empty(), false);

        assertThat(options.cases(256))
                .containsExactly(
                        new Case(256, 50, 5, 1_200_000),
                        new Case(256, 20, 2, 1_200_000),
                        new Case(256, 100, 2, 1_200_000));
        assertThat(options.cases(1024)).containsExactly(new Case(1024, 50, 2, 500_000));
    }

    @Test
    void shouldMeasureWhatIsAskedFor() {
        RouterOptions options = options(List.of(10, 30), OptionalInt.of(3), OptionalInt.of(9_000), false);

        assertThat(options.cases(1024)).containsExactly(new Case(1024, 10, 3, 9_000), new Case(1024, 30, 3, 9_000));
    }

    @Test
    void shouldBeQuick() {
        RouterOptions options = options(List.of(), OptionalInt.empty(), OptionalInt.empty(), true);

        assertThat(options.cases(256)).containsExactly(new Case(256, 50, 1, 20_000));
    }

    private static RouterOptions options(
            List<Integer> commitMillis, OptionalInt rounds, OptionalInt records, boolean quick) {
        return new RouterOptions(ALL, List.of(256, 1024), commitMillis, rounds, records, quick);
    }
}
