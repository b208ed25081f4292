package io.domicile.replicator.offset;

import io.domicile.replicator.provenance.Origin;
import io.domicile.replicator.provenance.Provenance;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.NavigableMap;
import java.util.Random;
import java.util.TreeMap;
import org.apache.kafka.common.Uuid;

/** A mirror written by hand: records, and offsets at which there is none. */
final class FakeMirror implements MirrorLog {

    static final Origin SOURCE = new Origin("west", new Uuid(1, 2));
    static final Origin EARLIER = new Origin("west", new Uuid(1, 1));

    final NavigableMap<Long, Landmark> records = new TreeMap<>();
    private final Random random;
    private long start;
    private long end;
    private boolean isComplete = true;
    int reads;

    FakeMirror(Random random) {
        this.random = random;
    }

    FakeMirror copy(long sourceOffset) {
        return add(new Provenance(1, SOURCE, sourceOffset));
    }

    FakeMirror add(Provenance provenance) {
        records.put(end, new Landmark(end, provenance));
        end++;
        return this;
    }

    /** A marker, an aborted record, one without provenance, or one compacted away. */
    FakeMirror hole() {
        end++;
        return this;
    }

    FakeMirror compact(long target) {
        records.remove(target);
        return this;
    }

    FakeMirror startAt(long target) {
        start = target;
        records.headMap(target).clear();
        return this;
    }

    FakeMirror withOpenTransaction() {
        isComplete = false;
        return this;
    }

    @Override
    public long start() {
        return start;
    }

    @Override
    public long end() {
        return end;
    }

    @Override
    public boolean isComplete() {
        return isComplete;
    }

    @Override
    public Page read(long from, long to) {
        if (from < start || from >= to || to > end) {
            throw new IllegalArgumentException("[" + from + ", " + to + ") is not in [" + start + ", " + end + ")");
        }
        reads++;
        List<Landmark> found = new ArrayList<>(records.subMap(from, to).values());
        if (found.isEmpty()) {
            return new Page(Collections.emptyList(), to);
        }
        int size = 1 + random.nextInt(Math.min(found.size(), 50));
        List<Landmark> page = found.subList(0, size);
        return new Page(page, size == found.size() ? to : page.get(size - 1).target() + 1);
    }
}
