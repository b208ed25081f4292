package io.domicile.benchmarks.harness.measure;

import java.util.Arrays;
import java.util.BitSet;

/** Counts the messages of one load as they arrive, wherever that is. One thread. */
public final class Arrivals {

    private final int run;
    private final BitSet[] seen;
    private long[] latencies = new long[1024];
    private int distinct;
    private int duplicates;

    /** @param devices how many devices the load has */
    public Arrivals(int run, int devices) {
        this.run = run;
        this.seen = new BitSet[devices];
        Arrays.setAll(seen, device -> new BitSet());
    }

    /** A payload that arrived; those of other loads are left out. */
    public void add(byte[] payload, long nanoTime) {
        Mark.find(payload).filter(mark -> mark.run() == run).ifPresent(mark -> add(mark, nanoTime));
    }

    public int distinct() {
        return distinct;
    }

    public Tally tally() {
        return new Tally(distinct, duplicates, new Latencies(Arrays.copyOf(latencies, distinct)));
    }

    private void add(Mark mark, long nanoTime) {
        BitSet sequences = seen[mark.device()];
        if (sequences.get(mark.sequence())) {
            duplicates++;
            return;
        }
        sequences.set(mark.sequence());
        if (distinct == latencies.length) {
            latencies = Arrays.copyOf(latencies, distinct * 2);
        }
        latencies[distinct++] = nanoTime - mark.nanoTime();
    }
}
