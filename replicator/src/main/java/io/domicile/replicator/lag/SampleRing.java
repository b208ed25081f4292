package io.domicile.replicator.lag;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * The ends of a source partition over time, ordered by end and by time. Times are readings of a monotonic clock in
 * nanoseconds.
 *
 * <ol>
 *   <li>Ends grow strictly from one span to the next. An end that falls (the source lost records) pulls down what was
 *       higher and keeps the earliest time.
 *   <li>When the ring is full, neighbours in its older half are merged: the pair keeps its higher end and its earlier
 *       first time. Whoever waits for it is said to wait longer, and to be proven in sync later, than is true, never
 *       the other way round.
 * </ol>
 *
 * <p>Not safe for use by several threads.
 */
final class SampleRing {

    private final int capacity;
    private final List<Span> spans = new ArrayList<>();

    SampleRing(int capacity) {
        this.capacity = capacity;
    }

    void add(long end, long time) {
        long first = time;
        while (!spans.isEmpty() && newest().end() >= end) {
            first = spans.remove(spans.size() - 1).first();
        }
        spans.add(new Span(end, first, time));
        if (spans.size() > capacity) {
            mergeOlderHalf();
        }
    }

    /** Forgets everything. */
    void clear() {
        spans.clear();
    }

    /** The newest end, or empty before the first sample. */
    OptionalLong end() {
        return spans.isEmpty() ? OptionalLong.empty() : OptionalLong.of(newest().end());
    }

    /** When the newest sample was taken. */
    OptionalLong time() {
        return spans.isEmpty() ? OptionalLong.empty() : OptionalLong.of(newest().last());
    }

    /** When the source was first seen to end beyond the position. */
    OptionalLong firstBeyond(long position) {
        int index = reachedBy(position);
        return index == spans.size()
                ? OptionalLong.empty()
                : OptionalLong.of(spans.get(index).first());
    }

    /** When the source was last seen to end at or before the position. */
    OptionalLong lastReached(long position) {
        int index = reachedBy(position);
        return index == 0
                ? OptionalLong.empty()
                : OptionalLong.of(spans.get(index - 1).last());
    }

    /** How many spans end at or before the position. */
    private int reachedBy(long position) {
        int low = 0;
        int high = spans.size();
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (spans.get(middle).end() <= position) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    private Span newest() {
        return spans.get(spans.size() - 1);
    }

    private void mergeOlderHalf() {
        int half = spans.size() / 2;
        List<Span> merged = new ArrayList<>(spans.size());
        for (int index = 0; index < half; index += 2) {
            Optional<Span> second = index + 1 < half ? Optional.of(spans.get(index + 1)) : Optional.empty();
            Span first = spans.get(index);
            merged.add(second.map(later -> new Span(later.end(), first.first(), later.last()))
                    .orElse(first));
        }
        merged.addAll(spans.subList(half, spans.size()));
        spans.clear();
        spans.addAll(merged);
    }

    /** The source ended at {@code end} from the first time to the last, and before that nowhere beyond its forerunner. */
    private record Span(long end, long first, long last) {}
}
