package io.domicile.benchmarks.replicator.weakness;

import java.util.Locale;

/**
 * What became of one scenario.
 *
 * @param written different records that were ever written at the source
 * @param present records at the source in the end
 * @param mirrored records on the mirror
 * @param distinct different ones of them
 * @param complaints lines of its log since, of level WARN or ERROR, that speak of the topic
 */
record Observation(Scenario scenario, long written, long present, long mirrored, long distinct, long complaints) {

    static final String HEADER =
            "| | written | at the source now | on the mirror | different ones | missing | twice | lines in its log about the topic |\n|---|---|---|---|---|---|---|---|";

    String row() {
        return String.format(
                Locale.ROOT,
                "| %s | %,d | %,d | %,d | %,d | %,d | %,d | %,d |",
                scenario.text(),
                written,
                present,
                mirrored,
                distinct,
                written - distinct,
                mirrored - distinct,
                complaints);
    }
}
