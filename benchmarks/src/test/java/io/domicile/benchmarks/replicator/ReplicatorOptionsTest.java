package io.domicile.benchmarks.replicator;

import static org.assertj.core.api.Assertions.assertThat;

import io.domicile.benchmarks.harness.report.Role;
import io.domicile.benchmarks.replicator.ReplicatorOptions.Case;
import java.util.List;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

class ReplicatorOptionsTest {

    private static final List<Role> ALL = List.of(Role.values());

    @Test
    void shouldMeasureLargeRecordsWithAllAndSmallOnesWithTwo() {
        assertThat(options(List.of(), List.of(), false).cases())
                .containsExactly(
                        new Case(1, 1_024, 1_000_000, ALL),
                        new Case(6, 1_024, 1_000_000, ALL),
                        new Case(6, 200, 1_000_000, List.of(Role.OURS, Role.PEER_EXACTLY_ONCE_TUNED)));
    }

    @Test
    void shouldMeasureMoreRoundsOfWhatTheTargetsAreStatedFor() {
        ReplicatorOptions options = options(List.of(), List.of(), false);

        assertThat(ALL).extracting(options::rounds).containsExactly(5, 5, 2, 2, 2, 5);
    }

    @Test
    void shouldMeasureWhatIsAskedFor() {
        assertThat(options(List.of(3), List.of(500), false).cases()).containsExactly(new Case(3, 500, 1_000_000, ALL));
    }

    @Test
    void shouldBeQuick() {
        ReplicatorOptions options = options(List.of(), List.of(), true);

        assertThat(options.cases()).containsExactly(new Case(1, 1_024, 30_000, ALL), new Case(6, 1_024, 30_000, ALL));
        assertThat(options.rounds(Role.OURS)).isEqualTo(1);
    }

    private static ReplicatorOptions options(List<Integer> partitions, List<Integer> sizes, boolean quick) {
        return new ReplicatorOptions(ALL, partitions, sizes, OptionalInt.empty(), OptionalInt.empty(), quick);
    }
}
