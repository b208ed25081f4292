package io.domicile.kit.config;

import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;

/** Finds what a misspelt name was meant to be. */
public final class Spelling {

    private static final int MOST_DIFFERENCES = 2;

    private Spelling() {}

    /** The name that differs by the fewest insertions, deletions and replacements, if there are at most two. */
    public static Optional<String> closest(String misspelt, Collection<String> names) {
        return names.stream()
                .filter(name -> differences(misspelt, name) <= MOST_DIFFERENCES)
                .min(Comparator.comparingInt((String name) -> differences(misspelt, name))
                        .thenComparing(Comparator.naturalOrder()));
    }

    private static int differences(String one, String other) {
        int[] previous = new int[other.length() + 1];
        for (int j = 0; j <= other.length(); j++) {
            previous[j] = j;
        }
        for (int i = 1; i <= one.length(); i++) {
            int[] row = new int[other.length() + 1];
            row[0] = i;
            for (int j = 1; j <= other.length(); j++) {
                int replaced = previous[j - 1] + (one.charAt(i - 1) == other.charAt(j - 1) ? 0 : 1);
                row[j] = Math.min(replaced, Math.min(previous[j], row[j - 1]) + 1);
            }
            previous = row;
        }
        return previous[other.length()];
    }
}
