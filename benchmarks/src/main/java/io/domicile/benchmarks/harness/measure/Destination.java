package io.domicile.benchmarks.harness.measure;

import java.time.Duration;

/** Where the messages of a variant arrive, seen from outside. One thread at a time. */
public interface Destination extends AutoCloseable {

    /** From now on messages of this load are counted. */
    void begin(int run);

    /** Messages arrived since {@link #begin}, duplicates included. Cheap enough to be asked a hundred times a second. */
    long count();

    /** Waits until so many different messages of the load have arrived, or the patience is over. */
    Tally collect(int expected, Duration patience);

    @Override
    void close();
}
