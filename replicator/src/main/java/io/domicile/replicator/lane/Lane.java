package io.domicile.replicator.lane;

import io.domicile.kit.log.LogKeys;
import io.domicile.replicator.ledger.LedgerEntry;
import io.domicile.replicator.ledger.ResumePlan;
import io.domicile.replicator.ledger.ResumeRules;
import io.domicile.replicator.ledger.SourcePosition;
import io.domicile.replicator.ledger.UnreadableLedgerException;
import io.domicile.replicator.provenance.Origin;
import io.domicile.replicator.state.HaltReason;
import io.domicile.replicator.state.HoldReason;
import io.domicile.residency.link.LinkTopic;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;
import org.apache.kafka.clients.consumer.ConsumerGroupMetadata;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.Uuid;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One mirrored topic-partition with a transactional producer of its own.
 *
 * <ol>
 *   <li>Records and the ledger's position are written in one transaction, so a record is on the mirror exactly once.
 *   <li>The producer is initialized before the ledger is read: that fences whoever wrote the lane before and ends their
 *       open transaction, so the entry that is read then is the last.
 *   <li>Where policy decides, the producer is initialized when the lane is taken over, not at its first record: only
 *       then can be said by which policy everything that is still open was decided.
 *   <li>After any failure the producer is given up and the ledger is read again; nothing is assumed about a
 *       transaction whose end is not known.
 * </ol>
 *
 * <p>Not safe for use by several threads at once; the worker hands over one piece of work at a time.
 */
public final class Lane {

    private static final Logger LOG = LoggerFactory.getLogger(Lane.class);
    private static final Duration NO_WAIT = Duration.ZERO;

    private final LaneId id;
    private final Origin origin;
    private final LaneTools tools;
    private @Nullable Producer<byte[], byte[]> producer;
    private SourcePosition position = SourcePosition.at(0);
    private boolean fromLogStart;
    private int failures;
    private final Residents residents = new Residents();
    private volatile boolean settled;

    /** @param origin the source topic this lane copies, and no other of that name */
    public Lane(LaneId id, Origin origin, LaneTools tools) {
        this.id = id;
        this.origin = origin;
        this.tools = tools;
    }

    public LaneId id() {
        return id;
    }

    public Origin origin() {
        return origin;
    }

    /** Whose values the mirror may hold. */
    public Residents residents() {
        return residents;
    }

    /**
     * Whether no transaction of this lane, another process's included, can be open or end other than has been seen.
     * True of a lane at rest that was opened and whose last transaction has ended. Read by any thread.
     */
    public boolean isSettled() {
        return settled;
    }

    /** Whether policy decides what this lane copies. */
    public boolean isDecided() {
        return !(id.topic().kind() instanceof LinkTopic.Policy);
    }

    /** Whether the mirror keeps values until they are erased. */
    public boolean isKept() {
        return id.topic().kind() instanceof LinkTopic.Egress;
    }

    /** Ends whatever transaction may be open, of a lane that does nothing else any more. Whether it has. */
    public boolean settle() {
        try {
            if (!settled) {
                fence();
            }
            return true;
        } catch (RuntimeException failure) {
            failed(failure);
            return false;
        } finally {
            giveUpProducer();
        }
    }

    /**
     * Finds where to start reading. A lane whose copies no policy decides leaves alone what another process may still be
     * writing.
     */
    public LaneStep prepare() {
        try {
            if (isDecided()) {
                if (producer == null) {
                    fence();
                }
                return follow(plan());
            }
            Optional<LedgerEntry> entry = tools.ledger().read(id.mirror(), false);
            ResumePlan plan = entry.isPresent()
                    ? ResumeRules.byLedger(entry.get(), origin)
                    : ResumeRules.plan(entry, tools.tails().read(id.mirror()), origin);
            return follow(plan);
        } catch (UnreadableLedgerException unreadable) {
            return halted(HaltReason.LEDGER_UNREADABLE);
        } catch (RuntimeException failure) {
            giveUpProducer();
            HoldReason reason = failed(failure);
            return new LaneStep.Unprepared(reason, LaneFailures.delay(reason, failures));
        }
    }

    /**
     * Copies a batch in one transaction; an empty batch moves the ledger only.
     *
     * @param group this process's membership in the ledger's group now; the target refuses the transaction where the
     *     membership is over
     */
    public LaneStep copy(Batch batch, ConsumerGroupMetadata group) {
        try {
            Optional<LaneStep> moved = open();
            if (moved.isPresent()) {
                return moved.get();
            }
            if (batch.before(0).offset() < position.offset()) {
                return new LaneStep.Reposition(position);
            }
            return transact(batch, group);
        } catch (UnreadableLedgerException unreadable) {
            return halted(HaltReason.LEDGER_UNREADABLE);
        } catch (RuntimeException failure) {
            giveUpProducer();
            tools.meters().aborted(id.topic());
            if (LaneFailures.isRefusedRecord(failure)) {
                return halted(HaltReason.MIRROR_REFUSES_RECORD);
            }
            HoldReason reason = failed(failure);
            return new LaneStep.Held(batch, position, reason, LaneFailures.delay(reason, failures));
        }
    }

    /**
     * Writes tombstones that erase, in one transaction that leaves the ledger where it is.
     *
     * @param group as of {@link #copy}
     */
    public LaneStep erase(Erasure erasure, ConsumerGroupMetadata group) {
        try {
            Optional<LaneStep> moved = open();
            if (moved.isPresent()) {
                return moved.get();
            }
            settled = false;
            int written =
                    new ErasureTransaction(id, origin, tools, opened(), residents).write(erasure, position, group);
            settled = true;
            failures = 0;
            tools.meters().erased(id.topic(), erasure.kind(), written);
            return new LaneStep.Erased();
        } catch (UnreadableLedgerException unreadable) {
            return halted(HaltReason.LEDGER_UNREADABLE);
        } catch (RuntimeException failure) {
            giveUpProducer();
            tools.meters().aborted(id.topic());
            HoldReason reason = failed(failure);
            return new LaneStep.NotErased(reason, LaneFailures.delay(reason, failures));
        }
    }

    /**
     * Why the source does not have the offset this lane stands at.
     *
     * @param at that offset: everything before it has been copied
     * @param divergent where the source's history parts from the lane's, if the source told
     */
    public LaneStep diagnose(long at, OptionalLong divergent) {
        try {
            Optional<Uuid> now = tools.identity().idSince(id.topic().source(), System.nanoTime());
            if (now.isEmpty()) {
                return unprepared(HoldReason.SOURCE_TOPIC_MISSING);
            }
            if (!now.get().equals(origin.topicId())) {
                return halted(HaltReason.TOPIC_RECREATED);
            }
            if (divergent.isPresent() && divergent.getAsLong() < at) {
                return halted(HaltReason.SOURCE_TRUNCATED, at - divergent.getAsLong());
            }
            long start = tools.identity().logStart(id.source());
            if (at < start) {
                return halted(HaltReason.SOURCE_RETENTION_OUTRAN_LINK, start - at);
            }
            long end = tools.identity().logEnd(id.source());
            return at > end
                    ? halted(HaltReason.SOURCE_TRUNCATED, at - end)
                    : new LaneStep.Reposition(at == position.offset() ? position : SourcePosition.at(at));
        } catch (KafkaException failure) {
            failed(failure);
            return unprepared(HoldReason.SOURCE_UNAVAILABLE);
        }
    }

    /** Closes an idle producer; the next batch opens another. */
    public void rest() {
        Producer<byte[], byte[]> present = producer;
        producer = null;
        if (present != null) {
            present.close(NO_WAIT);
        }
    }

    private LaneStep transact(Batch batch, ConsumerGroupMetadata group) {
        settled = false;
        Transaction transaction = new Transaction(id, origin, tools, opened(), residents);
        Optional<HoldReason> hold = transaction.take(batch);
        int taken = transaction.taken();
        if (taken == 0 && hold.isPresent()) {
            settled = true;
            return new LaneStep.Held(batch, position, hold.get(), LaneFailures.delay(hold.get(), 1));
        }
        Optional<LaneStep> stranger = confirmSource(batch);
        if (stranger.isPresent()) {
            transaction.abort();
            settled = true;
            return stranger.get();
        }
        SourcePosition next = batch.before(taken);
        transaction.commit(next, group);
        settled = true;
        position = next;
        fromLogStart = false;
        failures = 0;
        return hold.<LaneStep>map(
                        reason -> new LaneStep.Held(batch.from(taken), next, reason, LaneFailures.delay(reason, 1)))
                .orElseGet(() -> new LaneStep.Advanced(next));
    }

    private Optional<LaneStep> confirmSource(Batch batch) {
        Optional<Uuid> now = tools.identity().idSince(id.topic().source(), batch.fetchedNanos());
        if (now.isEmpty()) {
            HoldReason reason = HoldReason.SOURCE_TOPIC_MISSING;
            return Optional.of(new LaneStep.Held(batch, position, reason, LaneFailures.delay(reason, ++failures)));
        }
        return now.get().equals(origin.topicId()) ? Optional.empty() : Optional.of(halted(HaltReason.TOPIC_RECREATED));
    }

    /** Opens the producer where it is not; the step to take instead of copying, if the lane now stands elsewhere. */
    private Optional<LaneStep> open() {
        if (producer != null) {
            return Optional.empty();
        }
        fence();
        ResumePlan plan = plan();
        if (plan instanceof ResumePlan.FromLogStart && fromLogStart) {
            return Optional.empty();
        }
        SourcePosition before = position;
        LaneStep step = follow(plan);
        return step instanceof LaneStep.Reposition now && now.position().offset() == before.offset()
                ? Optional.empty()
                : Optional.of(step);
    }

    /** Ends whatever transaction another process, or this one before a failure, has left open. */
    private void fence() {
        Producer<byte[], byte[]> opening = tools.producers().apply(id);
        producer = opening;
        opening.initTransactions();
        settled = true;
    }

    private ResumePlan plan() {
        Optional<LedgerEntry> entry = tools.ledger().read(id.mirror(), true);
        return ResumeRules.plan(entry, tools.tails().read(id.mirror()), origin);
    }

    private Producer<byte[], byte[]> opened() {
        Producer<byte[], byte[]> open = producer;
        if (open == null) {
            throw new IllegalStateException("not open");
        }
        return open;
    }

    private LaneStep follow(ResumePlan plan) {
        if (plan instanceof ResumePlan.Halt halt) {
            return halted(halt.reason());
        }
        SourcePosition before = position;
        fromLogStart = plan instanceof ResumePlan.FromLogStart;
        position = plan instanceof ResumePlan.From from
                ? from.position()
                : SourcePosition.at(tools.identity().logStart(id.source()));
        if (position.offset() != before.offset()) {
            LOG.atInfo()
                    .addKeyValue(LogKeys.LINK, tools.link().label())
                    .addKeyValue(LogKeys.TOPIC, id.topic().source())
                    .addKeyValue(LogKeys.PARTITION, id.partition())
                    .addKeyValue(LogKeys.OFFSET, position.offset())
                    .addKeyValue(LogKeys.REASON, fromLogStart ? "log-start" : "ledger")
                    .log("lane positioned");
        }
        return new LaneStep.Reposition(position, !fromLogStart);
    }

    private LaneStep unprepared(HoldReason reason) {
        return new LaneStep.Unprepared(reason, LaneFailures.delay(reason, Math.max(1, failures)));
    }

    private LaneStep halted(HaltReason reason) {
        giveUpProducer();
        return new LaneStep.Halted(reason, OptionalLong.empty());
    }

    private LaneStep halted(HaltReason reason, long count) {
        giveUpProducer();
        return new LaneStep.Halted(reason, OptionalLong.of(count));
    }

    private void giveUpProducer() {
        Producer<byte[], byte[]> present = producer;
        producer = null;
        if (present == null) {
            return;
        }
        try {
            present.close(NO_WAIT);
        } catch (KafkaException failure) {
            LOG.atDebug()
                    .addKeyValue(LogKeys.LINK, tools.link().label())
                    .addKeyValue(LogKeys.ERROR, failure.getClass().getName())
                    .log("a lane's producer did not close");
        }
    }

    private HoldReason failed(RuntimeException failure) {
        failures++;
        HoldReason reason = LaneFailures.reason(failure);
        LOG.atWarn()
                .addKeyValue(LogKeys.LINK, tools.link().label())
                .addKeyValue(LogKeys.TOPIC, id.topic().source())
                .addKeyValue(LogKeys.PARTITION, id.partition())
                .addKeyValue(LogKeys.REASON, reason.code())
                .addKeyValue(LogKeys.ATTEMPT, failures)
                .addKeyValue(LogKeys.ERROR, failure.getClass().getName())
                .setCause(reason == HoldReason.UNEXPECTED ? failure : null)
                .log("lane failed and tries again");
        return reason;
    }
}
