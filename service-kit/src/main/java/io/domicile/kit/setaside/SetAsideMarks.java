package io.domicile.kit.setaside;

import java.util.Map;
import java.util.Optional;

/** The marks that were on a set-aside topic when it was read. Immutable. */
public final class SetAsideMarks {

    private final Map<SetAsidePosition, Mark> marks;

    SetAsideMarks(Map<SetAsidePosition, Mark> marks) {
        this.marks = Map.copyOf(marks);
    }

    /** What became of the record at this position; empty while it waits. */
    public Optional<Mark> of(SetAsidePosition position) {
        return Optional.ofNullable(marks.get(position));
    }
}
