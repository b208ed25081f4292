package io.domicile.kit.setaside;

import java.util.Collection;
import java.util.SortedMap;
import java.util.TreeMap;

/** Which part of a set-aside topic is read: of each partition, from one offset to before another. */
public final class SetAsideRange {

    private final SortedMap<Integer, Span> spans;

    private SetAsideRange(SortedMap<Integer, Span> spans) {
        this.spans = spans;
    }

    /** From the beginning of every partition. */
    static SetAsideRange until(SortedMap<Integer, Long> ends) {
        SortedMap<Integer, Span> spans = new TreeMap<>();
        ends.forEach((partition, end) -> spans.put(partition, new Span(0, end)));
        return new SetAsideRange(spans);
    }

    /** The same ends, from the first of these positions on in each of their partitions; other partitions are left out. */
    public SetAsideRange from(Collection<SetAsidePosition> positions) {
        SortedMap<Integer, Span> narrowed = new TreeMap<>();
        for (SetAsidePosition position : positions) {
            Span whole = spans.get(position.partition());
            if (whole != null) {
                narrowed.merge(
                        position.partition(),
                        new Span(position.offset(), whole.end()),
                        (one, other) -> one.begin() <= other.begin() ? one : other);
            }
        }
        return new SetAsideRange(narrowed);
    }

    /** The offset at which each partition is read no further. */
    public SortedMap<Integer, Long> ends() {
        SortedMap<Integer, Long> ends = new TreeMap<>();
        spans.forEach((partition, span) -> ends.put(partition, span.end()));
        return ends;
    }

    SortedMap<Integer, Span> spans() {
        return spans;
    }

    /** @param begin 0 where it is the oldest record there is */
    record Span(long begin, long end) {}
}
