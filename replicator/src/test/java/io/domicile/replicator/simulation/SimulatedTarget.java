package io.domicile.replicator.simulation;

import io.domicile.replicator.ledger.LedgerCodec;
import io.domicile.replicator.ledger.LedgerEntry;
import io.domicile.replicator.ledger.LedgerView;
import io.domicile.replicator.ledger.Tail;
import io.domicile.replicator.ledger.Tails;
import io.domicile.replicator.ledger.UnsettledLedgerException;
import io.domicile.replicator.provenance.ProvenanceHeader;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
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
    private final List<ProducerRecord<byte[], byte[]>> pending = new ArrayList<>();
    private @Nullable OffsetAndMetadata ledger;
    private @Nullable OffsetAndMetadata pendingLedger;
    private boolean open;

    /** An offset is pending though its transaction has ended: until another that commits one ends. */
    private boolean stray;

    private boolean forgetful;
    private int strays;
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

    void append(int producerEpoch, ProducerRecord<byte[], byte[]> record) {
        check(producerEpoch);
        open = true;
        pending.add(record);
    }

    void append(int producerEpoch, OffsetAndMetadata entry, int memberGeneration) {
        check(producerEpoch);
        if (memberGeneration != generation) {
            throw new CommitFailedException("the group has moved on");
        }
        open = true;
        pendingLedger = entry;
    }

    /** The next transaction that is aborted leaves its offset pending. */
    void forget() {
        forgetful = true;
    }

    /** How often an offset was left pending. */
    int strays() {
        return strays;
    }

    void commit(int producerEpoch) {
        check(producerEpoch);
        stray &= pendingLedger == null;
        committed.addAll(pending);
        ledger = pendingLedger == null ? ledger : pendingLedger;
        end();
    }

    void abort(int producerEpoch) {
        check(producerEpoch);
        abort();
    }

    @Override
    public Optional<LedgerEntry> read(TopicPartition mirror, boolean settled) {
        if (settled && (pendingLedger != null || stray)) {
            throw new UnsettledLedgerException(mirror);
        }
        return ledger();
    }

    Optional<LedgerEntry> ledger() {
        return Optional.ofNullable(ledger).map(LedgerCodec::decode);
    }

    @Override
    public Tail read(TopicPartition mirror) {
        if (committed.isEmpty()) {
            return Tail.NEVER_WRITTEN;
        }
        return ProvenanceHeader.read(committed.get(committed.size() - 1).headers())
                .<Tail>map(provenance -> new Tail.Copied(provenance, committed.size() - 1))
                .orElseGet(() -> new Tail.Foreign(committed.size() - 1));
    }

    @Override
    public long end(TopicPartition mirror) {
        return committed.size();
    }

    private void check(int producerEpoch) {
        if (producerEpoch != epoch) {
            throw new InvalidProducerEpochException("another producer was initialized");
        }
    }

    private void abort() {
        if (pendingLedger != null) {
            stray = forgetful;
            strays += forgetful ? 1 : 0;
            forgetful = false;
        }
        end();
    }

    private void end() {
        pending.clear();
        pendingLedger = null;
        open = false;
    }
}
