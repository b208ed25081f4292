package io.domicile.replicator.ledger;

import java.util.Optional;

/**
 * That a lane went on past a gap, by its configured answer or by a person's command.
 *
 * @param number how many times this ledger says so, from 1: a lane that has halted sees by it that it may go on
 * @param mirrorEnd the accepted mirror end: what stands on the mirror before this target offset is accepted as it is,
 *     whatever its provenance
 */
public record Resumption(long number, long mirrorEnd) {

    public Resumption {
        if (number < 1 || mirrorEnd < 0) {
            throw new IllegalArgumentException("resumption " + number + " with mirror end " + mirrorEnd);
        }
    }

    /** The one after {@code before}. */
    public static Resumption after(Optional<Resumption> before, long mirrorEnd) {
        return new Resumption(before.map(Resumption::number).orElse(0L) + 1, mirrorEnd);
    }

    /** Whether the mirror's record at this target offset needs no explanation. */
    boolean accepts(long targetOffset) {
        return targetOffset < mirrorEnd;
    }
}
