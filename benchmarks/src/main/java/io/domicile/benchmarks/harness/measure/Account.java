package io.domicile.benchmarks.harness.measure;

/** Adds up what was published and what arrived of it. One thread. */
public final class Account {

    private int published;
    private int missing;
    private int duplicates;

    /** @param expected how many different messages were published of the load that the tally is of */
    public void add(int expected, Tally tally) {
        published += expected;
        missing += expected - tally.distinct();
        duplicates += tally.duplicates();
    }

    public Outcome outcome(Span backlog, Latencies latencies, long peakResident) {
        return new Outcome(backlog, latencies, peakResident, published, missing, duplicates);
    }
}
