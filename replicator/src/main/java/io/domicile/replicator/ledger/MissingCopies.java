package io.domicile.replicator.ledger;

import java.util.Optional;
import java.util.OptionalLong;
import org.apache.kafka.common.TopicPartition;

/**
 * Finds copies that the ledger tells of and that the mirror keeps from its readers. That the mirror's last record lies
 * before them is not enough: clean-up may have removed them. They have to be in its log, aborted.
 */
public final class MissingCopies {

    private MissingCopies() {}

    /**
     * The first source offset to copy again, where there is one.
     *
     * @param tail of the mirror, behind the fence
     * @throws org.apache.kafka.common.KafkaException if the target does not answer in time
     */
    public static Optional<SourcePosition> find(LedgerEntry entry, Tail tail, TopicPartition mirror, Tails tails) {
        Copies told = entry.copies();
        Copies there = told.until(next(entry, tail));
        if (there.equals(told)) {
            return Optional.empty();
        }
        OptionalLong first = tails.firstHidden(mirror, entry.origin(), there.next(), told.next(), behind(tail));
        return first.isPresent() ? Optional.of(SourcePosition.at(first.getAsLong())) : Optional.empty();
    }

    /** Up to where copies of this source reach, as of the last record; 0 where it says nothing about them. */
    private static long next(LedgerEntry entry, Tail tail) {
        return tail instanceof Tail.Copied copied
                        && copied.provenance().origin().equals(entry.origin())
                        && !entry.accepts(copied.at())
                ? copied.provenance().next()
                : 0;
    }

    private static long behind(Tail tail) {
        if (tail instanceof Tail.Copied copied) {
            return copied.at() + 1;
        }
        return tail instanceof Tail.Foreign foreign ? foreign.at() + 1 : 0;
    }
}
