package io.domicile.benchmarks.harness.measure;

/**
 * What one variant did in one round.
 *
 * @param backlog how it took in the measured backlog
 * @param latencies of the phase with a fixed rate
 * @param peakResident of its process, in bytes, over its whole life
 * @param published messages of the round, warm-up included
 * @param missing those of them that did not arrive
 * @param duplicates copies beyond the first
 */
public record Outcome(
        Span backlog, Latencies latencies, long peakResident, int published, int missing, int duplicates) {}
