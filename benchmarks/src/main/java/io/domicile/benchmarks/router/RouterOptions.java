package io.domicile.benchmarks.router;

import io.domicile.benchmarks.harness.report.Role;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;

/**
 * What is to be measured.
 *
 * @param sizes of the values, in bytes
 * @param commitMillis commit intervals; empty for the default ones
 * @param rounds empty for each case's default
 * @param records in the backlog; empty for each size's default
 * @param quick few records and one round, to see that everything works
 */
record RouterOptions(
        List<Role> variants,
        List<Integer> sizes,
        List<Integer> commitMillis,
        OptionalInt rounds,
        OptionalInt records,
        boolean quick) {

    /** The commit interval that the router has by default. */
    static final int USUAL_COMMIT_MILLIS = 50;

    static final int SMALL = 256;

    private static final List<Integer> OTHER_COMMIT_MILLIS = List.of(20, 100);
    private static final int LARGE = 1024;

    RouterOptions {
        variants = List.copyOf(variants);
        sizes = List.copyOf(sizes);
        commitMillis = List.copyOf(commitMillis);
    }

    /** What is measured with one size, the usual commit interval first; the others only with small values. */
    List<Case> cases(int size) {
        List<Integer> intervals = new ArrayList<>(commitMillis);
        if (intervals.isEmpty()) {
            intervals.add(USUAL_COMMIT_MILLIS);
            if (size == SMALL && !quick) {
                intervals.addAll(OTHER_COMMIT_MILLIS);
            }
        }
        return intervals.stream()
                .map(millis -> new Case(size, millis, rounds(size, millis), records(size)))
                .toList();
    }

    int records(int size) {
        return records.orElse(quick ? 20_000 : size < LARGE ? 1_200_000 : 500_000);
    }

    /** How long the phase with a fixed rate lasts. */
    int steadySeconds() {
        return quick ? 1 : 5;
    }

    private int rounds(int size, int millis) {
        return rounds.orElse(quick ? 1 : size == SMALL && millis == USUAL_COMMIT_MILLIS ? 5 : 2);
    }

    /**
     * Conditions under which all variants are measured.
     *
     * @param size of a value, in bytes
     * @param records in the backlog, three quarters of which warm
     */
    record Case(int size, int commitMillis, int rounds, int records) {

        String title() {
            return "%,d B, commit interval %d ms".formatted(size, commitMillis);
        }
    }
}
