package io.domicile.benchmarks.harness.report;

import java.util.Map;

/**
 * The words of one measurement.
 *
 * @param command what was run
 * @param unit what is counted, in the plural, such as {@code messages}
 * @param titles of the programs
 */
public record Wording(String command, String unit, Map<Role, String> titles) {

    public Wording {
        titles = Map.copyOf(titles);
    }

    /** The letter and title of a program. */
    public String title(Role role) {
        return role.letter() + ' ' + titles.getOrDefault(role, "");
    }

    /** One of what is counted. */
    String one() {
        return unit.endsWith("s") ? unit.substring(0, unit.length() - 1) : unit;
    }
}
