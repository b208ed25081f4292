package io.domicile.replicator.ledger;

/**
 * Which source offsets a lane has read without a break, and up to where its copies reach. A target can call a transaction
 * committed and keep its records from every reader (KAFKA-20734); by this the lane sees that they are not there.
 *
 * @param since the first source offset that the lane read: the log start, or where it went on past a gap
 * @param next the source offset behind the last record that was copied since then; {@code since} where none was
 */
public record Copies(long since, long next) {

    public Copies {
        if (since < 0 || next < since) {
            throw new IllegalArgumentException("copies since " + since + " up to " + next);
        }
    }

    /** Nothing was copied yet. */
    public static Copies none(long since) {
        return new Copies(since, since);
    }

    /** One more record was copied. */
    public Copies with(long sourceOffset) {
        return new Copies(since, Math.max(next, sourceOffset + 1));
    }

    /** What is left of them where the mirror's last record is one from before this source offset. */
    Copies until(long tailNext) {
        return new Copies(since, Math.max(since, Math.min(next, tailNext)));
    }
}
