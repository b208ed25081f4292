package io.domicile.replicator.link;

import io.domicile.kit.log.LogKeys;
import io.domicile.replicator.lane.Batch;
import io.domicile.replicator.lane.Erasure;
import io.domicile.replicator.lane.Lane;
import io.domicile.replicator.lane.LaneListener;
import io.domicile.replicator.lane.LaneStep;
import io.domicile.replicator.lane.SourceLoss;
import io.domicile.replicator.ledger.SourcePosition;
import io.domicile.replicator.provenance.Origin;
import io.domicile.replicator.state.HaltReason;
import io.domicile.replicator.state.HoldReason;
import io.domicile.replicator.state.LaneState;
import io.domicile.replicator.topic.TopicFacts;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerGroupMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The lanes this process owns, and the source consumer that feeds them. A lane works on at most one piece at a time, on
 * a thread of the crew; its partition is paused meanwhile, so a slow or broken lane never holds up another. Confined to
 * the worker's thread.
 */
final class LaneBoard {

    private static final Logger LOG = LoggerFactory.getLogger(LaneBoard.class);

    /** How long giving up a lane waits for the transaction that is under way. */
    private static final Duration HANDOVER = Duration.ofSeconds(5);

    private static final Duration SETTLE_AGAIN = Duration.ofSeconds(2);

    private final Link link;
    private final Consumer<byte[], byte[]> source;
    private final Crew crew;
    private final LaneListener listener;
    private final TransactionLimits limits;
    private final Map<TopicPartition, LaneSlot> bySource = new HashMap<>();

    LaneBoard(Link link, Consumer<byte[], byte[]> source, Crew crew, LaneListener listener, TransactionLimits limits) {
        this.link = link;
        this.limits = limits;
        this.source = source;
        this.crew = crew;
        this.listener = listener;
    }

    Collection<LaneSlot> slots() {
        return List.copyOf(bySource.values());
    }

    LaneSlot adopt(Lane lane) {
        LaneSlot slot = new LaneSlot(lane, System.nanoTime());
        bySource.put(lane.id().source(), slot);
        listener.changed(slot.id(), slot.state);
        return slot;
    }

    /**
     * Gives lanes up, waiting for their transactions where another process must not start before they have ended.
     *
     * @return those of which nothing is under way any more
     */
    List<LaneSlot> release(Set<TopicPartition> sources, boolean orderly) {
        List<LaneSlot> leaving = new ArrayList<>();
        for (TopicPartition partition : sources) {
            LaneSlot slot = bySource.remove(partition);
            if (slot != null) {
                slot.released = true;
                slot.positioned = false;
                leaving.add(slot);
            }
        }
        assign();
        long deadline = System.nanoTime() + (orderly ? HANDOVER.toNanos() : 0);
        List<LaneSlot> ended = new ArrayList<>();
        for (LaneSlot slot : leaving) {
            if (hasEnded(slot, deadline)) {
                if (slot.lane.isSettled()) {
                    ended.add(slot);
                }
                slot.lane.rest();
            }
            become(slot, LaneState.CLOSED);
        }
        return ended;
    }

    private boolean hasEnded(LaneSlot slot, long deadline) {
        try {
            slot.work.get(Math.max(0, deadline - System.nanoTime()), TimeUnit.NANOSECONDS);
            return true;
        } catch (TimeoutException stillWriting) {
            // The next owner's initTransactions fences it
            log(slot, "a lane was given up with its transaction under way");
            return false;
        } catch (ExecutionException reportedByTheCrew) {
            return true;
        } catch (InterruptedException interrupted) {
            throw new InterruptException(interrupted);
        }
    }

    /** Hands over whatever is due: positions to find, and batches that waited. */
    void handOver(ConsumerGroupMetadata group) {
        long now = System.nanoTime();
        for (LaneSlot slot : bySource.values()) {
            if (slot.isHalted() && !slot.busy && !slot.lane.isSettled() && now - slot.notBeforeNanos >= 0) {
                crew.settle(slot, SETTLE_AGAIN);
            }
            if (!slot.isDue(now)) {
                continue;
            }
            if (!slot.queue.isEmpty()) {
                copy(slot, group);
            } else if (slot.loss.isPresent()) {
                diagnose(slot, slot.loss.get(), group);
            } else if (!slot.positioned) {
                crew.assign(this, slot, () -> slot.lane.prepare(group));
            }
        }
    }

    /** Takes what was fetched, to be handed over in turn. */
    void fetched(LaneSlot slot, Batch batch) {
        slot.queue.add(batch);
        slot.lastWorkNanos = System.nanoTime();
    }

    private void copy(LaneSlot slot, ConsumerGroupMetadata group) {
        if (!slot.admitted) {
            become(slot, new LaneState.Waiting(slot.notAdmitted));
            return;
        }
        slot.resting = false;
        slot.lastWorkNanos = System.nanoTime();
        Batch batch = slot.queue.take(limits.records(), slot.grain.bytes(limits.bytes(bySource.size())));
        crew.assign(this, slot, () -> {
            long began = System.nanoTime();
            LaneStep step = slot.lane.copy(batch, group);
            slot.copyTookNanos = System.nanoTime() - began;
            return step;
        });
    }

    /** Keeps the source from bringing more than there is room for. */
    void throttle() {
        int lanes = bySource.size();
        Set<TopicPartition> paused = source.paused();
        for (LaneSlot slot : bySource.values()) {
            if (!slot.positioned) {
                continue;
            }
            TopicPartition partition = slot.id().source();
            boolean isPaused = paused.contains(partition);
            if (!isPaused && limits.isFull(slot.queue.bytes(), lanes)) {
                source.pause(List.of(partition));
            } else if (isPaused && limits.hasRoom(slot.queue.bytes(), lanes)) {
                source.resume(List.of(partition));
            }
        }
    }

    /** Lets a lane at rest write tombstones. */
    void erase(LaneSlot slot, Erasure erasure, ConsumerGroupMetadata group) {
        slot.resting = false;
        slot.lastWorkNanos = System.nanoTime();
        slot.sweep.handed = erasure;
        crew.assign(this, slot, () -> slot.lane.erase(erasure, group));
    }

    /**
     * The source does not have what a lane reads next. What was fetched before is copied first, because it is nowhere
     * else any more; not so where the source's history has parted from the lane's.
     */
    void lost(SourceLoss loss) {
        LaneSlot slot = bySource.get(loss.source());
        if (slot == null || slot.isHalted()) {
            return;
        }
        if (loss.hasDiverged()) {
            slot.queue.clear();
        }
        slot.positioned = false;
        slot.loss = Optional.of(loss);
        assign();
    }

    /** Finds out why, as of what is copied by now. */
    private void diagnose(LaneSlot slot, SourceLoss loss, ConsumerGroupMetadata group) {
        slot.loss = Optional.empty();
        SourceLoss now = new SourceLoss(loss.source(), slot.committed, loss.hasDiverged(), loss.divergent());
        crew.assign(this, slot, () -> slot.lane.diagnose(now, group));
    }

    /** Lets a lane wait and find its position anew. What is at work ends; what has halted is left alone. */
    void hold(LaneSlot slot, HoldReason reason, Duration retryIn) {
        if (slot.isHalted()) {
            return;
        }
        slot.positioned = false;
        slot.queue.clear();
        slot.notBeforeNanos = System.nanoTime() + retryIn.toNanos();
        assign();
        become(slot, new LaneState.Waiting(reason));
    }

    void halt(LaneSlot slot, HaltReason reason, OptionalLong count) {
        slot.positioned = false;
        slot.loss = Optional.empty();
        slot.queue.clear();
        assign();
        become(slot, new LaneState.Halted(reason, count));
        LOG.atError()
                .addKeyValue(LogKeys.LINK, link.label())
                .addKeyValue(LogKeys.TOPIC, slot.id().topic().source())
                .addKeyValue(LogKeys.PARTITION, slot.id().partition())
                .addKeyValue(LogKeys.REASON, reason.code())
                .addKeyValue(LogKeys.OFFSET, slot.committed)
                .addKeyValue(LogKeys.COUNT, count.orElse(-1))
                .log("lane halted");
    }

    /**
     * Acts on what a survey says of a lane's topic.
     *
     * @return the origin of a lane to take this one's place, where its mirror has been repaired, or where its topic was
     *     created again and it is configured to go on
     */
    Optional<Origin> heed(LaneSlot slot, TopicFacts facts) {
        if (facts instanceof TopicFacts.Unfit unfit) {
            if (!slot.isHalted()) {
                halt(slot, unfit.reason(), OptionalLong.empty());
            }
            return Optional.empty();
        }
        if (!(facts instanceof TopicFacts.Mirrored mirrored)) {
            return Optional.empty();
        }
        if (slot.state instanceof LaneState.Halted halted && halted.reason().isLiftedByRepair()) {
            release(Set.of(slot.id().source()), true);
            return Optional.of(mirrored.origin());
        }
        if (!slot.isHalted() && !mirrored.origin().equals(slot.lane.origin())) {
            boolean sameCluster =
                    mirrored.origin().clusterId().equals(slot.lane.origin().clusterId());
            if (sameCluster && slot.lane.outlivesItsTopic()) {
                release(Set.of(slot.id().source()), true);
                return Optional.of(mirrored.origin());
            }
            halt(
                    slot,
                    sameCluster ? HaltReason.TOPIC_RECREATED : HaltReason.SOURCE_CLUSTER_CHANGED,
                    OptionalLong.empty());
        }
        return Optional.empty();
    }

    /** Acts on what a lane's work led to. */
    void apply(LaneSlot slot, LaneStep step) {
        slot.busy = false;
        long attempted = slot.queue.takenBytes();
        slot.queue.done();
        if (slot.released) {
            slot.lane.rest();
            return;
        }
        if (slot.isHalted()) {
            // Halted from outside while at work
            crew.rest(slot);
            return;
        }
        if (step instanceof LaneStep.Reposition there) {
            reposition(slot, there);
        } else if (step instanceof LaneStep.Advanced advanced) {
            committed(slot, advanced.committed().offset());
            slot.grain.ended(slot.copyTookNanos, limits.time());
            if (slot.positioned) {
                become(slot, LaneState.RUNNING);
            }
        } else if (step instanceof LaneStep.Held held) {
            if (slot.loss.filter(SourceLoss::hasDiverged).isEmpty()) {
                slot.queue.putBack(held.rest());
            }
            committed(slot, held.committed().offset());
            slot.grain.held(held.reason(), attempted);
            slot.notBeforeNanos = System.nanoTime() + held.retryIn().toNanos();
            become(slot, new LaneState.Waiting(held.reason()));
        } else if (step instanceof LaneStep.Erased) {
            Sweeper.written(slot);
            if (slot.positioned && slot.queue.isEmpty()) {
                become(slot, LaneState.RUNNING);
            }
        } else if (step instanceof LaneStep.NotErased notErased) {
            slot.notBeforeNanos = System.nanoTime() + notErased.retryIn().toNanos();
            become(slot, new LaneState.Waiting(notErased.reason()));
        } else if (step instanceof LaneStep.Unprepared unprepared) {
            slot.notBeforeNanos = System.nanoTime() + unprepared.retryIn().toNanos();
            become(slot, new LaneState.Waiting(unprepared.reason()));
        } else if (step instanceof LaneStep.Halted halted) {
            halt(slot, halted.reason(), halted.count());
        }
    }

    private void reposition(LaneSlot slot, LaneStep.Reposition there) {
        TopicPartition partition = slot.id().source();
        SourcePosition position = there.position();
        slot.queue.clear();
        slot.loss = Optional.empty();
        slot.positioned = true;
        assign();
        source.seek(partition, position.toSeek());
        source.resume(List.of(partition));
        committed(slot, position.offset());
        become(slot, LaneState.RUNNING);
        if (!there.recorded()) {
            slot.sweep.begin(System.nanoTime());
            fetched(slot, new Batch(List.of(), position, System.nanoTime()));
        }
        if (there.resync()) {
            slot.sweep.reconcile();
        }
    }

    private void committed(LaneSlot slot, long position) {
        slot.committed = position;
        listener.committed(slot.id(), position);
    }

    private void assign() {
        Set<TopicPartition> wanted = new HashSet<>();
        bySource.forEach((partition, slot) -> {
            if (slot.positioned) {
                wanted.add(partition);
            }
        });
        if (!wanted.equals(source.assignment())) {
            source.assign(wanted);
        }
    }

    private void become(LaneSlot slot, LaneState next) {
        LaneState before = slot.state;
        if (before.equals(next)) {
            return;
        }
        if (!before.allows(next)) {
            throw new IllegalStateException("a lane cannot go from " + before.kind() + " to " + next.kind());
        }
        slot.state = next;
        listener.changed(slot.id(), next);
    }

    private void log(LaneSlot slot, String message) {
        LOG.atWarn()
                .addKeyValue(LogKeys.LINK, link.label())
                .addKeyValue(LogKeys.TOPIC, slot.id().topic().source())
                .addKeyValue(LogKeys.PARTITION, slot.id().partition())
                .log(message);
    }
}
