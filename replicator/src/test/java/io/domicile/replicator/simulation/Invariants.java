package io.domicile.replicator.simulation;

import io.domicile.replicator.lane.Lane;
import io.domicile.replicator.lane.LaneStep;
import io.domicile.replicator.ledger.LedgerEntry;
import io.domicile.replicator.ledger.Resumption;
import io.domicile.replicator.ledger.SourcePosition;
import io.domicile.replicator.provenance.Provenance;
import io.domicile.replicator.provenance.ProvenanceHeader;
import io.domicile.replicator.state.HaltReason;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collections;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.Uuid;

/** What holds of a lane at every moment of its life, each by its name. */
final class Invariants {

    static final String IS_A_COPY = "every record of the mirror is a copy of the source record it names";
    static final String NO_FORBIDDEN = "nothing forbidden is sent, committed or not";
    static final String NO_DUPLICATE = "no record is on the mirror twice";
    static final String NO_REORDER = "records keep their order";
    static final String NO_MIXTURE = "records of two topics, or of two histories of one, are never mixed";
    static final String NO_LOSS =
            "everything allowed before the ledger's position is on the mirror, or told to be missing";
    static final String LAG_IS_TRUE = "everything the lag counts as copied is on the mirror, or told to be missing";
    static final String SETTLED_IS_TRUE = "a settled lane has no transaction open";
    static final String GAP_IS_COUNTED = "a gap's count covers everything that is gone";
    static final String GAP_IS_NEAREST = "a lane that goes on past a gap passes over nothing that is left";

    private final SimulatedSource source;
    private final SimulatedTarget target;
    private final BitSet copied = new BitSet();
    private final Map<Integer, Integer> lostInEpoch = new HashMap<>();
    private boolean maySwitched = true;
    private final BitSet onceForbidden = new BitSet();
    private boolean strict;
    private final BitSet passedOver = new BitSet();
    private Optional<Passage> lastPassage = Optional.empty();
    private long newlyPassedOver;
    private final Map<Uuid, Long> firstStarts = new HashMap<>();
    private int checked;
    private Optional<Entry> last = Optional.empty();
    private final Set<LaneStep.Halted> checkedHalts = Collections.newSetFromMap(new IdentityHashMap<>());

    Invariants(SimulatedSource source, SimulatedTarget target) {
        this.source = source;
        this.target = target;
    }

    /** The policy as a piece of work begins. */
    void allows(boolean switched) {
        maySwitched = switched;
    }

    /** The policy changes, maybe in the midst of work: what the work still sends may follow either. */
    void switched(boolean isStrict) {
        strict = isStrict;
        maySwitched |= !isStrict;
        for (Entry entry : source.history) {
            if (entry.kind() == Entry.Kind.SWITCHED && !copied.get(entry.number())) {
                onceForbidden.set(entry.number());
            }
        }
    }

    /** What the source's present history does not hold any more, though it did. */
    void truncated() {
        for (Entry entry : source.history) {
            boolean isThere =
                    entry.offset() < source.end() && source.at(entry.offset()).number() == entry.number();
            if (entry.topicId().equals(source.origin().topicId()) && !isThere) {
                lostInEpoch.putIfAbsent(entry.number(), source.leaderEpoch());
            }
        }
    }

    void sent(ProducerRecord<byte[], byte[]> record) {
        Entry entry = source.history.get(Records.number(record.key()));
        boolean may = entry.kind() == Entry.Kind.ALLOWED || entry.kind() == Entry.Kind.SWITCHED && maySwitched;
        require(may, NO_FORBIDDEN, entry);
    }

    /** A lane says that it went on past a gap of so many offsets; the ledger has it already. */
    void passed(long gone) {
        target.decided().ifPresent(this::passOver);
        require(gone >= newlyPassedOver, GAP_IS_COUNTED, newlyPassedOver);
    }

    /** What the source has deleted before it was copied is excused once the ledger says that it was passed over. */
    private void passOver(LedgerEntry ledger) {
        // A passage whose entry was lost is made again under the same number
        Optional<Passage> passage = ledger.resumption()
                .map(made -> new Passage(made, ledger.copies().since()));
        if (passage.isEmpty() || passage.equals(lastPassage)) {
            return;
        }
        lastPassage = passage;
        long position = passage.get().onward();
        List<Entry> gone = missing(ledger.origin().topicId(), position);
        require(position <= source.start() || gone.isEmpty(), GAP_IS_NEAREST, ledger);
        newlyPassedOver = gone.size();
        gone.forEach(entry -> passedOver.set(entry.number()));
    }

    void check(List<SimulatedWorker> workers) {
        checkMirror();
        Optional<LedgerEntry> ledger = target.ledger();
        ledger.ifPresent(this::passOver);
        if (ledger.isEmpty()) {
            firstStarts.merge(source.origin().topicId(), source.start(), Math::max);
        }
        ledger.ifPresent(entry -> requireCopied(entry.origin().topicId(), entry.position(), NO_LOSS, List.of()));
        for (SimulatedWorker worker : workers) {
            Lane lane = worker.lane();
            if (lane == null) {
                continue;
            }
            // Of a topic that is gone, and that the ledger does not know, a lane knows nothing but where another begins
            boolean isKnown =
                    ledger.filter(entry -> entry.origin().equals(lane.origin())).isPresent();
            if (isKnown || lane.origin().equals(source.origin())) {
                worker.told.ifPresent(
                        told -> requireCopied(lane.origin().topicId(), told, LAG_IS_TRUE, target.abandoned()));
            }
            worker.halted.ifPresent(halt -> checkGap(halt, lane.origin().topicId()));
            require(!(lane.isSettled() && worker.isCurrent() && target.isOpen()), SETTLED_IS_TRUE, lane.id());
        }
    }

    private void checkMirror() {
        List<ProducerRecord<byte[], byte[]>> mirror = target.committed();
        for (; checked < mirror.size(); checked++) {
            ProducerRecord<byte[], byte[]> record = mirror.get(checked);
            Entry entry = source.history.get(Records.number(record.key()));
            Optional<Provenance> provenance = ProvenanceHeader.read(record.headers());
            require(
                    entry.kind().isSeen()
                            && provenance.isPresent()
                            && provenance.get().offset() == entry.offset()
                            && provenance.get().origin().topicId().equals(entry.topicId()),
                    IS_A_COPY,
                    entry);
            require(!copied.get(entry.number()), NO_DUPLICATE, entry);
            copied.set(entry.number());
            last.ifPresent(before -> checkOrder(before, entry));
            last = Optional.of(entry);
        }
    }

    private void checkOrder(Entry before, Entry entry) {
        require(before.topicId().equals(entry.topicId()), NO_MIXTURE, entry);
        Integer lost = lostInEpoch.get(before.number());
        require(lost == null || entry.leaderEpoch() < lost, NO_MIXTURE, entry);
        require(before.offset() < entry.offset(), NO_REORDER, entry);
    }

    /**
     * What stands there in a newer history than the position's was put there by a truncation not yet noticed.
     *
     * @param abandoned copies that the lane lost after they were committed, and may not know of before its next footing
     */
    private void requireCopied(
            Uuid topic, SourcePosition position, String invariant, List<ProducerRecord<byte[], byte[]>> abandoned) {
        int newest = position.leaderEpoch().orElse(Integer.MAX_VALUE);
        for (Entry entry : missing(topic, position.offset())) {
            require(entry.leaderEpoch() > newest || isTold(entry) || isAmong(abandoned, entry), invariant, entry);
        }
    }

    private static boolean isAmong(List<ProducerRecord<byte[], byte[]>> records, Entry entry) {
        return records.stream()
                .anyMatch(record -> record.key().length > 0 && Records.number(record.key()) == entry.number());
    }

    /** Allowed records before an offset that are not on the mirror, though nothing excuses that. */
    List<Entry> missing(Uuid topic, long before) {
        List<Entry> missing = new ArrayList<>();
        for (Entry entry : source.history) {
            boolean isDue = entry.kind() == Entry.Kind.ALLOWED
                    || entry.kind() == Entry.Kind.SWITCHED && !strict && !onceForbidden.get(entry.number());
            if (isDue
                    && entry.topicId().equals(topic)
                    && entry.offset() < before
                    && entry.offset() >= firstStarts.getOrDefault(topic, 0L)
                    && !lostInEpoch.containsKey(entry.number())
                    && !passedOver.get(entry.number())
                    && !copied.get(entry.number())) {
                missing.add(entry);
            }
        }
        return missing;
    }

    /**
     * Whether a copy was committed that the mirror's readers do not see yet, because its marker was dropped, or never will,
     * and the ledger lets the lane know.
     */
    private boolean isTold(Entry entry) {
        return isAmong(target.kept(), entry)
                || target.ledger()
                        .filter(ledger -> entry.topicId().equals(ledger.origin().topicId()))
                        .map(LedgerEntry::copies)
                        .filter(copies -> entry.offset() >= copies.since() && entry.offset() < copies.next())
                        .filter(copies -> last.isEmpty()
                                || !last.get().topicId().equals(entry.topicId())
                                || last.get().offset() < entry.offset())
                        .isPresent();
    }

    /** As the lane halts: more may be deleted afterwards. */
    private void checkGap(LaneStep.Halted halt, Uuid topic) {
        if (checkedHalts.add(halt) && halt.reason() == HaltReason.SOURCE_RETENTION_OUTRAN_LINK) {
            long gone = missing(topic, source.start()).stream()
                    .filter(entry -> !isTold(entry))
                    .count();
            require(halt.count().orElse(-1) >= gone, GAP_IS_COUNTED, gone);
        }
    }

    private record Passage(Resumption made, long onward) {}

    private static void require(boolean holds, String invariant, Object about) {
        if (!holds) {
            throw new AssertionError(invariant + ": violated by " + about);
        }
    }
}
