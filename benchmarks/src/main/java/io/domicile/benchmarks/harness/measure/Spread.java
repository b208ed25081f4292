package io.domicile.benchmarks.harness.measure;

import java.util.List;

/**
 * Values of several rounds in short.
 *
 * @param median the middle value, or the mean of the two in the middle
 */
public record Spread(double median, double least, double most) {

    /** @param values one at least, in any order */
    public static Spread of(List<Double> values) {
        if (values.isEmpty()) {
            throw new IllegalArgumentException("no values");
        }
        double[] sorted =
                values.stream().mapToDouble(Double::doubleValue).sorted().toArray();
        int middle = sorted.length / 2;
        double median = sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
        return new Spread(median, sorted[0], sorted[sorted.length - 1]);
    }
}
