package io.domicile.kit.quarantine;

import io.domicile.kit.setaside.SetAsidePosition;
import io.domicile.kit.setaside.SetAsideRange;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * Which quarantined records are meant: those for which everything that is given holds.
 *
 * @param at these positions only; empty for any
 * @param partition of this partition only
 * @param fromOffset at this offset or behind it
 * @param untilOffset before this offset
 * @param since of this time or later
 * @param until before this time
 * @param reason with this reason only
 */
public record QuarantineFilter(
        SortedSet<SetAsidePosition> at,
        OptionalInt partition,
        long fromOffset,
        long untilOffset,
        Instant since,
        Instant until,
        Optional<String> reason) {

    public QuarantineFilter {
        at = new TreeSet<>(at);
    }

    /** Every record. */
    public static QuarantineFilter all() {
        return new QuarantineFilter(
                new TreeSet<>(), OptionalInt.empty(), 0, Long.MAX_VALUE, Instant.MIN, Instant.MAX, Optional.empty());
    }

    boolean takes(QuarantinedRecord record) {
        SetAsidePosition position = record.position();
        return (at.isEmpty() || at.contains(position))
                && (partition.isEmpty() || partition.getAsInt() == position.partition())
                && position.offset() >= fromOffset
                && position.offset() < untilOffset
                && !record.time().isBefore(since)
                && record.time().isBefore(until)
                && reason.map(record.reason()::equals).orElse(true);
    }

    /** The part of the range outside of which it takes nothing, with the marks that are about that part. */
    SetAsideRange narrowed(SetAsideRange range) {
        if (!at.isEmpty()) {
            return range.from(at);
        }
        return partition.isEmpty()
                ? range
                : range.from(List.of(new SetAsidePosition(partition.getAsInt(), fromOffset)));
    }
}
