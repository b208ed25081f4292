package io.domicile.benchmarks.harness.measure;

/**
 * What arrived of one load.
 *
 * @param distinct different messages
 * @param duplicates further copies
 * @param latencies of the distinct messages, in nanoseconds, ascending
 */
public record Tally(int distinct, int duplicates, Latencies latencies) {}
