package io.domicile.replicator.simulation;

import io.domicile.replicator.ledger.LedgerCodec;
import io.domicile.replicator.ledger.LedgerEntry;
import io.domicile.replicator.ledger.LedgerView;
import io.domicile.replicator.ledger.Tail;
import io.domicile.replicator.ledger.Tails;
import io.domicile.replicator.ledger.UnsettledLedgerException;
import io.domicile.replicator.provenance.Origin;
import io.domicile.replicator.provenance.Provenance;
import io.domicile.replicator.provenance.ProvenanceHeader;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.apache.kafka.clients.consumer.CommitFailedException;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InvalidProducerEpochException;
import org.jspecify.annotations.Nullable;

/**
 * A target with one mirrored partition: its committed records, the transaction coordinator of the lane's one
 * transactional id, and the ledger group's offset and generation.
 */
final class SimulatedTarget implements LedgerView, Tails {

    private final List<ProducerRecord<byte[], byte[]>> committed = new ArrayList<>();
    private final List<Long> offsets = new ArrayList<>();
    private final List<ProducerRecord<byte[], byte[]>> pending = new ArrayList<>();
    private final List<Long> pendingOffsets = new ArrayList<>();
    private @Nullable OffsetAndMetadata ledger;
    private @Nullable OffsetAndMetadata pendingLedger;
    private boolean open;

    /** How many of the pending records belong to transactions that the coordinator calls committed. */
    private int kept;

    private final List<ProducerRecord<byte[], byte[]>> abandoned = new ArrayList<>();
    private final List<ProducerRecord<byte[], byte[]>> aborted = new ArrayList<>();
    private final List<Long> abortedOffsets = new ArrayList<>();

    /** How many of the committed records clean-up has removed from the mirror's end. */
    private int cleaned;

    private long logEnd;
    /** Only what a transaction has written to gets its marker. */
    private boolean isInMirror;

    private boolean isInLedger;
    private boolean dropsMirror;
    private boolean dropsLedger;
    private int dropped;
    private boolean droppedCommit;
    private int epoch;
    private int generation = 1;

    /** The records a consumer of committed records sees, in order. */
    List<ProducerRecord<byte[], byte[]>> committed() {
        return List.copyOf(committed);
    }

    int size() {
        return committed.size();
    }

    /** Whether a transaction is open. */
    boolean isOpen() {
        return open;
    }

    int generation() {
        return generation;
    }

    void rebalance() {
        generation++;
    }

    /** The coordinator aborts what has been open for too long; its producer may not go on. */
    void timeOut() {
        if (open) {
            abort();
            epoch++;
        }
    }

    int initialize() {
        abort();
        return ++epoch;
    }

    boolean isCurrent(int producerEpoch) {
        return producerEpoch == epoch;
    }

    /** Its target offset. */
    long append(int producerEpoch, ProducerRecord<byte[], byte[]> record) {
        check(producerEpoch);
        open = true;
        isInMirror = true;
        pending.add(record);
        pendingOffsets.add(logEnd);
        return logEnd++;
    }

    void append(int producerEpoch, OffsetAndMetadata entry, int memberGeneration) {
        check(producerEpoch);
        if (memberGeneration != generation) {
            throw new CommitFailedException("the group has moved on");
        }
        open = true;
        isInLedger = true;
        pendingLedger = entry;
    }

    /**
     * The next transaction to end does so without these markers, as where the partitions have no leader at that moment:
     * what it wrote there stays open under the producer id, and ends as the next one does.
     */
    void dropMarkers(boolean ofMirror, boolean ofLedger) {
        dropsMirror = ofMirror;
        dropsLedger = ofLedger;
    }

    /** How many markers were dropped where there was something to end. */
    int dropped() {
        return dropped;
    }

    /** Whether an offset was ever kept pending though its transaction was committed. */
    boolean hasDroppedCommit() {
        return droppedCommit;
    }

    /** Records of committed transactions that no reader sees yet. */
    List<ProducerRecord<byte[], byte[]>> kept() {
        return List.copyOf(pending.subList(0, kept));
    }

    /** Records of committed transactions that were kept until an aborted one ended them. */
    List<ProducerRecord<byte[], byte[]>> abandoned() {
        return List.copyOf(abandoned);
    }

    void commit(int producerEpoch) {
        check(producerEpoch);
        if (isInMirror && dropsMirror) {
            dropped++;
            kept = pending.size();
        } else if (isInMirror) {
            committed.addAll(pending);
            offsets.addAll(pendingOffsets);
            cleaned = pending.isEmpty() ? cleaned : 0;
            endMirror();
        }
        if (isInLedger && dropsLedger) {
            dropped++;
            droppedCommit = true;
        } else if (isInLedger) {
            ledger = pendingLedger;
            pendingLedger = null;
        }
        ended();
    }

    void abort(int producerEpoch) {
        check(producerEpoch);
        abort();
    }

    @Override
    public Optional<LedgerEntry> read(TopicPartition mirror, boolean settled) {
        if (settled && pendingLedger != null) {
            throw new UnsettledLedgerException(mirror);
        }
        return ledger();
    }

    /** What the coordinator has decided, though readers may still see an older entry. */
    Optional<LedgerEntry> decided() {
        return pendingLedger != null && !isInLedger
                ? Optional.of(pendingLedger)
                        .filter(entry -> !entry.metadata().isEmpty())
                        .map(LedgerCodec::decode)
                        .or(this::ledger)
                : ledger();
    }

    Optional<LedgerEntry> ledger() {
        return Optional.ofNullable(ledger).map(LedgerCodec::decode);
    }

    @Override
    public Tail read(TopicPartition mirror) {
        int last = committed.size() - cleaned - 1;
        if (last < 0) {
            return Tail.NEVER_WRITTEN;
        }
        return ProvenanceHeader.read(committed.get(last).headers())
                .<Tail>map(provenance -> new Tail.Copied(provenance, offsets.get(last)))
                .orElseGet(() -> new Tail.Foreign(offsets.get(last)));
    }

    /** The last stable offset. */
    @Override
    public long end(TopicPartition mirror) {
        return pendingOffsets.isEmpty() ? logEnd : pendingOffsets.get(0);
    }

    @Override
    public OptionalLong firstHidden(TopicPartition mirror, Origin origin, long from, long until, long behind) {
        long first = Long.MAX_VALUE;
        for (int i = 0; i < aborted.size(); i++) {
            Optional<Provenance> copy = ProvenanceHeader.read(aborted.get(i).headers());
            if (abortedOffsets.get(i) >= behind
                    && copy.isPresent()
                    && copy.get().origin().equals(origin)
                    && copy.get().offset() >= from
                    && copy.get().offset() < until) {
                first = Math.min(first, copy.get().offset());
            }
        }
        return first == Long.MAX_VALUE ? OptionalLong.empty() : OptionalLong.of(first);
    }

    /**
     * The cleaner removes the last records, as tombstones whose time is over. It never passes what is open, nor the active
     * segment; where the mirror alone tells what was copied, that is expected to be there still.
     */
    void cleanUp() {
        if (pending.isEmpty() && abandoned.isEmpty() && !droppedCommit) {
            cleaned = Math.min(committed.size(), cleaned + 2);
            aborted.clear();
            abortedOffsets.clear();
        }
    }

    private void check(int producerEpoch) {
        if (producerEpoch != epoch) {
            throw new InvalidProducerEpochException("another producer was initialized");
        }
    }

    private void abort() {
        if (isInMirror && dropsMirror) {
            dropped++;
        } else if (isInMirror) {
            abandoned.addAll(pending.subList(0, kept));
            aborted.addAll(pending);
            abortedOffsets.addAll(pendingOffsets);
            endMirror();
        }
        if (isInLedger && dropsLedger) {
            dropped++;
        } else if (isInLedger) {
            pendingLedger = null;
        }
        ended();
    }

    private void endMirror() {
        logEnd++;
        pending.clear();
        pendingOffsets.clear();
        kept = 0;
    }

    private void ended() {
        open = false;
        isInMirror = false;
        isInLedger = false;
        dropsMirror = false;
        dropsLedger = false;
    }
}
