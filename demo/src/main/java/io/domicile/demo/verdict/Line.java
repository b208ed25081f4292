package io.domicile.demo.verdict;

/**
 * One line of the verdict.
 *
 * @param what in a few words, such as {@code stored: acme}
 */
public record Line(String what, String expected, String found, boolean holds) {

    static Line exactly(String what, long expected, long found) {
        return new Line(what, Long.toString(expected), Long.toString(found), expected == found);
    }

    static Line exactly(String what, String expected, String found) {
        return new Line(what, expected, found, expected.equals(found));
    }
}
