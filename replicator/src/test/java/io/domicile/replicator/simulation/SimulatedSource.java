package io.domicile.replicator.simulation;

import io.domicile.replicator.ledger.SourcePosition;
import io.domicile.replicator.provenance.Origin;
import io.domicile.replicator.topic.SourceTopics;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.Uuid;

/** One partition of a source: its log, what retention, truncation and deletion do to it, and what a consumer gets. */
final class SimulatedSource implements SourceTopics {

    static final String CLUSTER = "source-cluster";

    /** Everything that was ever appended, the lost and the deleted included. */
    final List<Entry> history = new ArrayList<>();

    private final List<Entry> log = new ArrayList<>();
    private long start;
    private int leaderEpoch = 1;
    private long idBits = 1;
    private int numbers;

    Origin origin() {
        return new Origin(CLUSTER, id());
    }

    void append(Entry.Kind kind) {
        Entry entry = new Entry(id(), end(), leaderEpoch, kind, numbers++);
        log.add(entry);
        history.add(entry);
    }

    /** Retention or DeleteRecords: what lies before the offset is gone. */
    void deleteBefore(long offset) {
        start = Math.max(start, offset);
    }

    /** An unclean election: the new leader's log ends at the offset. */
    void truncateTo(long offset) {
        while (end() > offset) {
            log.remove(log.size() - 1);
        }
        leaderEpoch++;
    }

    /** Deleted, and created again under the same name. */
    void recreate() {
        idBits++;
        log.clear();
        start = 0;
        leaderEpoch = 1;
    }

    int leaderEpoch() {
        return leaderEpoch;
    }

    long start() {
        return start;
    }

    long end() {
        return log.size();
    }

    /** What the topic's present incarnation holds at an offset it still has. */
    Entry at(long offset) {
        return log.get((int) offset);
    }

    /** What a consumer of committed records without automatic reset gets that stands at this position. */
    Fetch fetch(SourcePosition at, int max) {
        Optional<Long> divergent = at.leaderEpoch().map(this::endOfEpoch).filter(end -> end < at.offset());
        if (divergent.isPresent()) {
            return new Fetch.Truncated(divergent.get());
        }
        if (at.offset() < start || at.offset() > end()) {
            return new Fetch.OutOfRange();
        }
        List<Entry> fetched = new ArrayList<>();
        long next = at.offset();
        while (next < end() && fetched.size() < max) {
            Entry entry = at(next++);
            if (entry.kind().isSeen()) {
                fetched.add(entry);
            }
        }
        Optional<Integer> epoch = next == at.offset()
                ? at.leaderEpoch()
                : Optional.of(at(next - 1).leaderEpoch());
        return new Fetch.Got(fetched, new SourcePosition(next, epoch));
    }

    @Override
    public Optional<Uuid> idSince(String topic, long sinceNanos) {
        return Optional.of(id());
    }

    @Override
    public long logStart(TopicPartition partition) {
        return start;
    }

    @Override
    public long logEnd(TopicPartition partition) {
        return end();
    }

    private Uuid id() {
        return new Uuid(7, idBits);
    }

    /** Where the last record of this epoch or an earlier one ends, which is what a leader is asked for validation. */
    private long endOfEpoch(int epoch) {
        long end = 0;
        for (Entry entry : log) {
            if (entry.leaderEpoch() <= epoch) {
                end = entry.offset() + 1;
            }
        }
        return end;
    }

    /** What a fetch brings. */
    sealed interface Fetch {

        record Got(List<Entry> records, SourcePosition next) implements Fetch {}

        record OutOfRange() implements Fetch {}

        record Truncated(long divergent) implements Fetch {}
    }
}
