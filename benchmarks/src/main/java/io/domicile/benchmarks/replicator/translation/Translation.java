package io.domicile.benchmarks.replicator.translation;

import io.domicile.benchmarks.harness.report.Role;
import java.util.Locale;
import java.util.OptionalLong;

/**
 * Where one group found itself on the mirror.
 *
 * @param distance how many records it was behind the end of the backlog
 * @param error how many records before the right one: those would be read again; below 0 so many would never be read.
 *     Empty where the group has no position on the mirror
 */
public record Translation(Role role, int distance, OptionalLong error) {

    /** For tables. */
    public String text() {
        return error.isPresent() ? String.format(Locale.ROOT, "%,d", error.getAsLong()) : "no position";
    }
}
