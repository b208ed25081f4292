package io.domicile.benchmarks.harness.measure;

import java.util.Arrays;
import java.util.stream.LongStream;

/** Nanoseconds from publishing to arrival, ascending. */
public final class Latencies {

    private final long[] nanos;

    /** @param nanos in any order */
    public Latencies(long[] nanos) {
        this.nanos = nanos.clone();
        Arrays.sort(this.nanos);
    }

    public int count() {
        return nanos.length;
    }

    /**
     * The smallest value that at least this share of the values does not exceed (nearest rank).
     *
     * @param share above 0, at most 1
     * @throws IllegalStateException if there are no values
     */
    public long percentile(double share) {
        if (nanos.length == 0) {
            throw new IllegalStateException("no latencies were measured");
        }
        if (share <= 0 || share > 1) {
            throw new IllegalArgumentException("a share above 0 and at most 1 expected, found " + share);
        }
        return nanos[(int) Math.ceil(share * nanos.length) - 1];
    }

    public LongStream stream() {
        return Arrays.stream(nanos);
    }
}
