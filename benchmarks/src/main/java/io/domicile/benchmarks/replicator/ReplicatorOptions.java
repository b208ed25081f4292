package io.domicile.benchmarks.replicator;

import io.domicile.benchmarks.harness.report.Role;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;

/**
 * What is to be measured.
 *
 * @param partitions of the mirrored topic, each a case of its own; empty for the default ones
 * @param sizes of the values, in bytes; empty for the default ones
 * @param rounds empty for each program's default
 * @param records in the backlog; empty for the default
 * @param quick few records and one round, to see that everything works
 */
record ReplicatorOptions(
        List<Role> variants,
        List<Integer> partitions,
        List<Integer> sizes,
        OptionalInt rounds,
        OptionalInt records,
        boolean quick) {

    static final int LARGE = 1_024;
    static final int SMALL = 200;

    private static final List<Integer> PARTITIONS = List.of(1, 6);

    /** What is compared with small values. */
    private static final List<Role> FEW = List.of(Role.OURS, Role.PEER_EXACTLY_ONCE_TUNED);

    /** What the targets are stated for. */
    private static final List<Role> OFTEN = List.of(Role.LIMIT, Role.OURS, Role.PEER_EXACTLY_ONCE_TUNED);

    ReplicatorOptions {
        variants = List.copyOf(variants);
        partitions = List.copyOf(partitions);
        sizes = List.copyOf(sizes);
    }

    List<Case> cases() {
        List<Case> cases = new ArrayList<>();
        for (int count : partitions.isEmpty() ? PARTITIONS : partitions) {
            for (int size : sizes.isEmpty() ? List.of(LARGE) : sizes) {
                cases.add(of(count, size, variants));
            }
        }
        if (sizes.isEmpty() && partitions.isEmpty() && !quick) {
            cases.add(of(6, SMALL, variants.stream().filter(FEW::contains).toList()));
        }
        return cases.stream().filter(each -> !each.variants().isEmpty()).toList();
    }

    int rounds(Role role) {
        return rounds.orElse(quick ? 1 : OFTEN.contains(role) ? 5 : 2);
    }

    /** How long the phase with a fixed rate lasts. */
    int steadySeconds() {
        return quick ? 2 : 15;
    }

    private Case of(int count, int size, List<Role> compared) {
        return new Case(count, size, records.orElse(quick ? 30_000 : 1_000_000), compared);
    }

    /**
     * Conditions under which programs are measured.
     *
     * @param records in the backlog, three quarters of which warm
     */
    record Case(int partitions, int size, int records, List<Role> variants) {

        String title() {
            return "%,d B, %d partition%s".formatted(size, partitions, partitions == 1 ? "" : "s");
        }
    }
}
