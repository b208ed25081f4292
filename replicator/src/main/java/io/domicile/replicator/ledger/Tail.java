package io.domicile.replicator.ledger;

import io.domicile.replicator.provenance.Provenance;

/** What stands at the end of a mirror's partition. */
public sealed interface Tail {

    /** Nothing was ever committed to it. */
    record NeverWritten() implements Tail {}

    /** Records were there, but clean-up has removed every one. */
    record RecordsGone() implements Tail {}

    /**
     * The last committed record is a link's: a copy, or a tombstone that erases.
     *
     * @param at its target offset
     */
    record Copied(Provenance provenance, long at) implements Tail {}

    /**
     * The last committed record bears no provenance, or more than one.
     *
     * @param at its target offset
     */
    record Foreign(long at) implements Tail {}

    Tail NEVER_WRITTEN = new NeverWritten();
    Tail RECORDS_GONE = new RecordsGone();
}
