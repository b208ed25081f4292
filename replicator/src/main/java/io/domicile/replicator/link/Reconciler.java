package io.domicile.replicator.link;

import io.domicile.kit.log.LogKeys;
import io.domicile.replicator.erasure.MirrorScan;
import io.domicile.replicator.gap.GapAnswer;
import io.domicile.replicator.lane.Deletions;
import io.domicile.replicator.lane.Erasure;
import io.domicile.replicator.lane.JudgedCrossing;
import io.domicile.replicator.lane.Lane;
import io.domicile.replicator.lane.LaneTools;
import io.domicile.replicator.reconcile.PartitionReconciler;
import io.domicile.replicator.reconcile.ReconcileTask;
import io.domicile.replicator.reconcile.Reconciliation;
import io.domicile.replicator.state.LaneState;
import io.domicile.replicator.topic.SourceCleaning;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Function;
import org.apache.kafka.clients.consumer.ConsumerGroupMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Deletes from the mirrors what the source has deleted without the lanes having seen it: a tombstone stays at the source
 * for {@code delete.retention.ms} only.
 *
 * <ol>
 *   <li>A lane's mirror is compared with its source when this process takes the lane over and cannot prove that it has
 *       followed the source since the last comparison or since the mirror was empty, when that is too long ago, and when
 *       asked to.
 *   <li>The comparison runs on a thread of its own while copying goes on. The tombstones it found missing are written by
 *       the lane at rest, which first checks that none of the keys has been written since.
 *   <li>Nothing else is written: values that are stale or absent are counted and told.
 * </ol>
 *
 * <p>Confined to the worker's thread.
 */
final class Reconciler {

    private static final Logger LOG = LoggerFactory.getLogger(Reconciler.class);
    private static final Duration RETRY = Duration.ofSeconds(10);

    private final Link link;
    private final LaneBoard board;
    private final Crew crew;
    private final LaneTools tools;
    private final PartitionReconciler partitions;
    private final MirrorScan scan;
    private final Function<String, SourceCleaning> cleaning;
    private final Proofs proofs;
    private final ReconcileListener listener;
    private final Duration interval;

    /**
     * @param cleaning asks the source how a topic is cleaned
     * @param interval after which a comparison is made again
     */
    Reconciler(
            Link link,
            LaneBoard board,
            Crew crew,
            LaneTools tools,
            PartitionReconciler partitions,
            MirrorScan scan,
            Function<String, SourceCleaning> cleaning,
            Proofs proofs,
            ReconcileListener listener,
            Duration interval) {
        this.link = link;
        this.board = board;
        this.crew = crew;
        this.tools = tools;
        this.partitions = partitions;
        this.scan = scan;
        this.cleaning = cleaning;
        this.proofs = proofs;
        this.listener = listener;
        this.interval = interval;
    }

    /** Both clusters have answered just now. */
    void reached() {
        long now = System.nanoTime();
        for (LaneSlot slot : board.slots()) {
            if (slot.lane.isKept() && slot.state instanceof LaneState.Running) {
                proofs.touched(slot.lane, now);
            }
        }
    }

    /** Does what is due of the lanes that are at rest. */
    void tend(ConsumerGroupMetadata group) {
        for (LaneSlot slot : board.slots()) {
            if (slot.lane.isKept() && slot.positioned && slot.isAtRest()) {
                tend(slot, group);
            }
        }
    }

    private void tend(LaneSlot slot, ConsumerGroupMetadata group) {
        LaneReconciliation state = slot.sweep.reconciliation;
        long now = System.nanoTime();
        if (state.begunNanos.isPresent()) {
            proofs.begun(slot.lane, state.begunNanos.getAsLong());
            state.begunNanos = OptionalLong.empty();
        }
        Erasure order = state.orders.peek();
        if (order != null) {
            if (slot.isDue(now)) {
                board.erase(slot, order, group);
            }
        } else if (!state.comparing
                && now - state.notBeforeNanos >= 0
                && (state.asked || proofs.isDue(slot.lane, now, interval))) {
            compare(slot);
        }
    }

    private void compare(LaneSlot slot) {
        slot.sweep.reconciliation.comparing = true;
        slot.sweep.reconciliation.asked = false;
        crew.compare(() -> attempt(slot), compared -> take(slot, compared));
    }

    /** Empty where it failed, or its lane was given up before it began; a comparison never ends the session. */
    Optional<Compared> attempt(LaneSlot slot) {
        if (slot.released) {
            return Optional.empty();
        }
        // It may have waited for long: what it proves begins here
        long startNanos = System.nanoTime();
        long position = slot.committed;
        Lane lane = slot.lane;
        TopicPartition source = lane.id().source();
        try {
            SourceCleaning cleaned = cleaning.apply(source.topic());
            ReconcileTask task = new ReconcileTask(
                    source,
                    lane.id().mirror(),
                    lane.origin(),
                    position,
                    cleaned.onlyCompacts(),
                    tools.gaps().of(lane.id().topic().kind()) == GapAnswer.RESYNC);
            JudgedCrossing crossing = new JudgedCrossing(
                    tools.judge(), tools.mirrorPolicy(), lane.id().topic().kind());
            Reconciliation found = partitions.run(task, crossing);
            // Of a topic that was created again meanwhile, nothing would be there
            return tools.identity()
                    .idSince(source.topic(), System.nanoTime())
                    .filter(lane.origin().topicId()::equals)
                    .map(same -> new Compared(found, cleaned, startNanos));
        } catch (InterruptException closing) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        } catch (RuntimeException failure) {
            // Whatever it is: copying goes on
            LOG.atWarn()
                    .addKeyValue(LogKeys.LINK, link.label())
                    .addKeyValue(LogKeys.TOPIC, source.topic())
                    .addKeyValue(LogKeys.PARTITION, source.partition())
                    .addKeyValue(LogKeys.ERROR, failure.getClass().getName())
                    .log("a mirror could not be compared with its source");
            return Optional.empty();
        }
    }

    private void take(LaneSlot slot, Optional<Compared> compared) {
        LaneReconciliation state = slot.sweep.reconciliation;
        state.comparing = false;
        if (slot.released) {
            return;
        }
        if (compared.isEmpty()) {
            state.asked = true;
            state.notBeforeNanos = System.nanoTime() + RETRY.toNanos();
            listener.failed(slot.id());
            return;
        }
        Reconciliation found = compared.get().found();
        proofs.compared(
                slot.lane,
                compared.get().startNanos(),
                compared.get().cleaning().tombstones());
        listener.compared(slot.id(), found.findings());
        tell(slot, found);
        state.orders.addAll(Deletions.of(found, slot.id().mirror(), scan));
        state.asked |= found.more();
    }

    private void tell(LaneSlot slot, Reconciliation found) {
        if (found.findings().problems() > 0) {
            LOG.atWarn()
                    .addKeyValue(LogKeys.LINK, link.label())
                    .addKeyValue(LogKeys.TOPIC, slot.id().topic().source())
                    .addKeyValue(LogKeys.PARTITION, slot.id().partition())
                    .addKeyValue(LogKeys.COUNT, found.findings().problems())
                    .log("a mirror differs from its source; tombstones that are missing are sent");
        }
    }

    record Compared(Reconciliation found, SourceCleaning cleaning, long startNanos) {}
}
