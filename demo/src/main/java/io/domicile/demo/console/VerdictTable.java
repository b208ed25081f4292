package io.domicile.demo.console;

import io.domicile.demo.verdict.Line;
import io.domicile.demo.verdict.Verdict;

/** Prints a verdict as a table. */
public final class VerdictTable {

    private static final String ROW = "  %-4s  %-62s  %-10s  %s";

    private VerdictTable() {}

    public static void print(Verdict verdict, Console console) {
        console.line("");
        console.line(ROW.formatted("", "VERDICT", "expected", "found"));
        for (Line line : verdict.lines()) {
            console.line(ROW.formatted(line.holds() ? "PASS" : "FAIL", line.what(), line.expected(), line.found())
                    .stripTrailing());
        }
        console.line("");
        int lines = verdict.lines().size();
        console.line(
                verdict.holds()
                        ? "  PASS: all " + lines + " lines hold"
                        : "  FAIL: " + verdict.failures() + " of " + lines + " lines do not hold");
    }
}
