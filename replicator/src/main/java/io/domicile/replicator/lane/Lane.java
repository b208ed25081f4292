package io.domicile.replicator.lane;

import io.domicile.replicator.gap.GapAnswer;
import io.domicile.replicator.gap.Passage;
import io.domicile.replicator.gap.PassageRules;
import io.domicile.replicator.ledger.Footing;
import io.domicile.replicator.ledger.LedgerEntry;
import io.domicile.replicator.ledger.ResumePlan;
import io.domicile.replicator.ledger.Resumption;
import io.domicile.replicator.ledger.SourcePosition;
import io.domicile.replicator.ledger.Tail;
import io.domicile.replicator.ledger.UnreadableLedgerException;
import io.domicile.replicator.provenance.Origin;
import io.domicile.replicator.state.HaltReason;
import io.domicile.replicator.state.HoldReason;
import io.domicile.residency.link.LinkTopic;
import java.util.Optional;
import java.util.OptionalLong;
import org.apache.kafka.clients.consumer.ConsumerGroupMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.Uuid;

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

    private final LaneId id;
    private final Origin origin;
    private final LaneTools tools;
    private final LaneLog log;
    private final LaneProducer producer;
    private final Takeover takeover;
    private SourcePosition position = SourcePosition.at(0);
    private boolean fromLogStart;
    private Standing standing = Standing.NONE;
    private int failures;

    /** When something other than an unknown organization last kept the lane from going on. */
    private long undisturbedNanos = System.nanoTime();

    private final Residents residents = new Residents();

    /** @param origin the source topic this lane copies, and no other of that name */
    public Lane(LaneId id, Origin origin, LaneTools tools) {
        this.id = id;
        this.origin = origin;
        this.tools = tools;
        // Looked up when needed: a lane that only ever halts has no use for them
        this.log = new LaneLog(id, () -> tools.link().label());
        this.producer = new LaneProducer(() -> tools.producers().apply(id), log);
        this.takeover = new Takeover(id, tools, log, producer);
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
        return producer.isSettled();
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
            if (!producer.isSettled()) {
                producer.fence();
            }
            return true;
        } catch (RuntimeException failure) {
            failed(failure);
            return false;
        } finally {
            producer.giveUp();
        }
    }

    /**
     * Finds where to start reading. A lane whose copies no policy decides leaves alone what another process may still be
     * writing.
     *
     * @param group as of {@link #copy}
     */
    public LaneStep prepare(ConsumerGroupMetadata group) {
        try {
            if (isDecided() || producer.isOpen()) {
                long known = position.offset();
                return follow(producer.isOpen() ? takeover.find(known) : takeover.take(group, known), group);
            }
            Optional<LedgerEntry> entry = tools.ledger().read(id.mirror(), false);
            Tail tail = entry.isPresent() ? Tail.NEVER_WRITTEN : tools.tails().read(id.mirror());
            return follow(new Footing(entry, tail), group);
        } catch (UnreadableLedgerException unreadable) {
            return unreadable();
        } catch (RuntimeException failure) {
            return unprepared(failure);
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
            Optional<LaneStep> moved = open(group);
            if (moved.isPresent()) {
                return moved.get();
            }
            if (batch.before(0).offset() < position.offset()) {
                return new LaneStep.Reposition(position);
            }
            return transact(batch, group);
        } catch (UnreadableLedgerException unreadable) {
            return unreadable();
        } catch (RuntimeException failure) {
            producer.giveUp();
            tools.meters().aborted(id.topic());
            if (LaneFailures.isRefusedRecord(failure)) {
                return halted(HaltReason.MIRROR_REFUSES_RECORD, OptionalLong.empty());
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
            Optional<LaneStep> moved = open(group);
            if (moved.isPresent()) {
                return moved.get();
            }
            int written = new ErasureTransaction(id, origin, tools, producer.begin(), residents, standing)
                    .write(erasure, position, group);
            producer.ended();
            failures = 0;
            tools.meters().erased(id.topic(), erasure.kind(), written);
            return new LaneStep.Erased();
        } catch (UnreadableLedgerException unreadable) {
            return unreadable();
        } catch (RuntimeException failure) {
            producer.giveUp();
            tools.meters().aborted(id.topic());
            HoldReason reason = failed(failure);
            return new LaneStep.NotErased(reason, LaneFailures.delay(reason, failures));
        }
    }

    /**
     * Finds out why the source does not have the offset this lane stands at, and goes on where the answer to that allows
     * it.
     *
     * @param group as of {@link #copy}
     */
    public LaneStep diagnose(SourceLoss loss, ConsumerGroupMetadata group) {
        SourceFinding finding;
        try {
            finding = SourceDiagnosis.find(tools.identity(), origin, loss);
        } catch (KafkaException failure) {
            failed(failure);
            return unprepared(HoldReason.SOURCE_UNAVAILABLE);
        }
        if (finding instanceof SourceFinding.Missing) {
            return unprepared(HoldReason.SOURCE_TOPIC_MISSING);
        }
        if (finding instanceof SourceFinding.Gap gap) {
            return pass(gap, group);
        }
        return new LaneStep.Reposition(loss.at() == position.offset() ? position : SourcePosition.at(loss.at()));
    }

    /** Whether it goes on by itself, as a lane of the new topic, where the source topic was created again. */
    public boolean outlivesItsTopic() {
        return answer() != GapAnswer.HALT;
    }

    /**
     * Whether the ledger's entry says that a person has let this lane go on since it was opened. Not while it is at work.
     *
     * @param now what the source topic is now
     */
    public boolean isResumedBy(LedgerEntry entry, Origin now) {
        long known = standing.resumption().map(Resumption::number).orElse(0L);
        boolean isNews = entry.resumption().map(Resumption::number).orElse(0L) > known;
        boolean isOfTheNewTopic = !now.equals(origin) && now.equals(entry.origin());
        return isNews || isOfTheNewTopic;
    }

    /** Closes an idle producer; the next batch opens another. */
    public void rest() {
        producer.close();
    }

    private LaneStep transact(Batch batch, ConsumerGroupMetadata group) {
        Transaction transaction = new Transaction(id, origin, tools, producer.begin(), residents, standing);
        Optional<HoldReason> hold = transaction.take(batch, undisturbedNanos);
        if (hold.isPresent() && hold.get() != HoldReason.POLICY_CATCH_UP) {
            undisturbedNanos = System.nanoTime();
        }
        int taken = transaction.taken();
        if (taken == 0 && hold.isPresent()) {
            producer.ended();
            return new LaneStep.Held(batch, position, hold.get(), LaneFailures.delay(hold.get(), 1));
        }
        Optional<LaneStep> stranger = confirmSource(batch);
        if (stranger.isPresent()) {
            // Not the producer again: what it committed before may still be open there, and would end with this
            transaction.abort();
            producer.ended();
            producer.giveUp();
            return stranger.get();
        }
        SourcePosition next = batch.before(taken);
        standing = transaction.commit(next, group);
        producer.ended();
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
        if (now.get().equals(origin.topicId())) {
            return Optional.empty();
        }
        if (outlivesItsTopic()) {
            HoldReason reason = HoldReason.SOURCE_TOPIC_RECREATED;
            return Optional.of(new LaneStep.Held(batch, position, reason, LaneFailures.delay(reason, ++failures)));
        }
        return Optional.of(halted(HaltReason.TOPIC_RECREATED, OptionalLong.empty()));
    }

    /** Opens the producer where it is not; the step to take instead, if the lane now stands elsewhere. */
    private Optional<LaneStep> open(ConsumerGroupMetadata group) {
        if (producer.isOpen()) {
            return Optional.empty();
        }
        Footing footing = takeover.take(group, position.offset());
        if (footing.plan(origin) instanceof ResumePlan.FromLogStart && fromLogStart) {
            return Optional.empty();
        }
        SourcePosition before = position;
        LaneStep step = follow(footing, group);
        return step instanceof LaneStep.Reposition now
                        && !now.resync()
                        && now.position().offset() == before.offset()
                ? Optional.empty()
                : Optional.of(step);
    }

    private LaneStep follow(Footing footing, ConsumerGroupMetadata group) {
        ResumePlan plan = footing.plan(origin);
        standing = new Standing(footing.resumption(), standing.copies());
        if (plan instanceof ResumePlan.Halt halt) {
            return goOn(halt.reason(), OptionalLong.empty(), footing.nearest(halt.reason()), group);
        }
        SourcePosition before = position;
        fromLogStart = plan instanceof ResumePlan.FromLogStart;
        position = plan instanceof ResumePlan.From from
                ? from.position()
                : SourcePosition.at(tools.identity().logStart(id.source()));
        standing = standing.with(footing.copies(position));
        takeover.followed();
        if (position.offset() != before.offset()) {
            log.positioned(
                    position.offset(),
                    plan instanceof ResumePlan.From from ? from.by().label() : "log-start");
        }
        return new LaneStep.Reposition(
                position,
                plan instanceof ResumePlan.From from && from.by() == ResumePlan.By.LEDGER,
                plan instanceof ResumePlan.From from && from.by() == ResumePlan.By.MIRROR);
    }

    /** Past a gap that was found while the lane reads. */
    private LaneStep pass(SourceFinding.Gap gap, ConsumerGroupMetadata group) {
        if (gap.reason() == HaltReason.TOPIC_RECREATED && outlivesItsTopic()) {
            return unprepared(HoldReason.SOURCE_TOPIC_RECREATED);
        }
        if (PassageRules.choose(answer(), gap.reason(), gap.nearest()) instanceof Passage.None) {
            return halted(gap.reason(), gap.gone());
        }
        try {
            // Not the producer again: what it committed may still be open on the mirror, and is told in the ledger only
            // before a gap
            producer.giveUp();
            Optional<LaneStep> moved = open(group);
            return moved.isPresent() ? moved.get() : goOn(gap.reason(), gap.gone(), gap.nearest(), group);
        } catch (UnreadableLedgerException unreadable) {
            return unreadable();
        } catch (RuntimeException failure) {
            return unprepared(failure);
        }
    }

    /** Past a gap where its answer allows it, else nowhere. */
    private LaneStep goOn(
            HaltReason reason, OptionalLong gone, Optional<SourcePosition> nearest, ConsumerGroupMetadata group) {
        Passage passage = PassageRules.choose(answer(), reason, nearest);
        if (passage instanceof Passage.None) {
            return halted(reason, gone);
        }
        SourcePosition onward = passage instanceof Passage.At at
                ? at.position()
                : SourcePosition.at(tools.identity().logStart(id.source()));
        GapTransaction transaction = new GapTransaction(id, origin, tools, producer.begin());
        standing = transaction.commit(onward, standing.resumption(), group);
        producer.ended();
        transaction.tell(answer(), reason, gone, onward);
        position = onward;
        fromLogStart = false;
        failures = 0;
        return new LaneStep.Reposition(onward, true, answer() == GapAnswer.RESYNC);
    }

    private GapAnswer answer() {
        return tools.gaps().of(id.topic().kind());
    }

    private LaneStep unprepared(HoldReason reason) {
        return new LaneStep.Unprepared(reason, LaneFailures.delay(reason, Math.max(1, failures)));
    }

    private LaneStep unprepared(RuntimeException failure) {
        producer.giveUp();
        HoldReason reason = failed(failure);
        return new LaneStep.Unprepared(reason, LaneFailures.delay(reason, failures));
    }

    private LaneStep unreadable() {
        standing = Standing.NONE;
        return halted(HaltReason.LEDGER_UNREADABLE, OptionalLong.empty());
    }

    private LaneStep halted(HaltReason reason, OptionalLong count) {
        producer.giveUp();
        return new LaneStep.Halted(reason, count);
    }

    private HoldReason failed(RuntimeException failure) {
        failures++;
        undisturbedNanos = System.nanoTime();
        HoldReason reason = LaneFailures.reason(failure);
        log.failed(failure, reason, failures);
        return reason;
    }
}
