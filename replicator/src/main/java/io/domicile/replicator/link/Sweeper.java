package io.domicile.replicator.link;

import io.domicile.kit.log.LogKeys;
import io.domicile.replicator.erasure.MirrorScan;
import io.domicile.replicator.erasure.MirrorScan.LiveKeys;
import io.domicile.replicator.erasure.MirrorTimes;
import io.domicile.replicator.lane.Erasure;
import io.domicile.replicator.lane.MirrorPolicy;
import io.domicile.replicator.lane.Residents;
import io.domicile.replicator.lane.Residents.Residence;
import io.domicile.residency.OrganizationId;
import io.domicile.residency.policy.PolicyView;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.ConsumerGroupMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Erases from the mirrors what policy does not allow there any more.
 *
 * <ol>
 *   <li>When a lane is taken over, its mirror is read once, so that it is known whose values it may hold.
 *   <li>Where policy forbids one of those, the mirror is read for its keys with values, and the lane writes tombstones
 *       in a transaction of its own.
 *   <li>Then the mirror is read, uncommitted records included, until no segment has a value. The broker compacts only
 *       closed segments and closes one only when a record is written, so a tombstone is written again when it is time.
 *   <li>Mirrors are read one after the other on a thread of their own; copying goes on meanwhile.
 * </ol>
 *
 * <p>Confined to the worker's thread.
 */
final class Sweeper {

    private static final Logger LOG = LoggerFactory.getLogger(Sweeper.class);

    /** Keys of one scan: a bound of memory. */
    private static final int SCAN_KEYS = 50_000;

    private static final int LOOKS_PER_ROLL = 24;
    private static final Duration LONGEST_PAUSE = Duration.ofHours(1);
    private static final long JUDGE_NANOS = Duration.ofSeconds(1).toNanos();
    private static final long RETRY_NANOS = Duration.ofSeconds(2).toNanos();

    /** A file's deletion is scheduled, not timed. */
    private static final long DELETION_MARGIN_NANOS = Duration.ofSeconds(1).toNanos();

    private final Link link;
    private final LaneBoard board;
    private final Crew crew;
    private final MirrorPolicy policy;
    private final MirrorScan scan;
    private final Function<String, MirrorTimes> times;
    private final Duration lookAgain;

    /** @param times asks the target for a mirror's settings */
    Sweeper(
            Link link,
            LaneBoard board,
            Crew crew,
            MirrorPolicy policy,
            MirrorScan scan,
            Function<String, MirrorTimes> times,
            Duration lookAgain) {
        this.link = link;
        this.board = board;
        this.crew = crew;
        this.policy = policy;
        this.scan = scan;
        this.times = times;
        this.lookAgain = lookAgain;
    }

    /**
     * Does what is due of the lanes that are at rest: what they have copied by then is known, and what they copy from
     * now on is by this view or a later one.
     */
    void tend(PolicyView view, ConsumerGroupMetadata group) {
        for (LaneSlot slot : board.slots()) {
            if (!slot.busy && slot.lane.isSettled()) {
                if (slot.lane.isKept()) {
                    tend(slot, view, group);
                } else {
                    long generation = generation(view);
                    slot.sweep.tombstoned = Math.max(slot.sweep.tombstoned, generation);
                    slot.sweep.erased = Math.max(slot.sweep.erased, generation);
                }
            }
        }
    }

    private void tend(LaneSlot slot, PolicyView view, ConsumerGroupMetadata group) {
        LaneSweep sweep = slot.sweep;
        long now = System.nanoTime();
        Erasure order = sweep.orders.peek();
        if (order != null) {
            if (slot.isDue(now)) {
                board.erase(slot, order, group);
            }
            return;
        }
        if (sweep.scanning || now - sweep.notBeforeNanos < 0) {
            return;
        }
        if (!sweep.surveyed) {
            look(slot);
            return;
        }
        if (sweep.dirty || !view.generations().equals(sweep.judged) || now - sweep.judgedNanos > JUDGE_NANOS) {
            judge(slot, view, now);
        }
    }

    private void judge(LaneSlot slot, PolicyView view, long now) {
        LaneSweep sweep = slot.sweep;
        Residents residents = slot.lane.residents();
        residents.forgetGoneBefore(now - sweep.times.deletion().toNanos() - DELETION_MARGIN_NANOS);
        Residents.Standing standing = residents.standing(organization -> policy.ask(organization, view));
        sweep.judged = view.generations();
        sweep.judgedNanos = now;
        sweep.dirty = false;
        if (!standing.live().isEmpty()) {
            beginErasing(slot, standing, now);
            return;
        }
        if (standing.isTombstoned()) {
            sweep.tombstoned = Math.max(sweep.tombstoned, generation(view));
        }
        if (standing.isErased()) {
            sweep.erased = Math.max(sweep.erased, generation(view));
        } else if (now - sweep.nextLookNanos >= 0
                && standing.forbidden().values().stream().anyMatch(Residence.Tombstoned.class::isInstance)) {
            look(slot);
        }
    }

    private void beginErasing(LaneSlot slot, Residents.Standing standing, long now) {
        LaneSweep sweep = slot.sweep;
        Map<OrganizationId, Residence> before = new HashMap<>(standing.forbidden());
        before.keySet().retainAll(standing.live());
        Residence erasing = new Residence.Erasing(now);
        slot.lane.residents().step(before, erasing);
        Map<OrganizationId, Residence> marked = new HashMap<>();
        standing.live().forEach(organization -> marked.put(organization, erasing));
        sweep.erasing = Map.copyOf(marked);
        Set<OrganizationId> organizations = Set.copyOf(standing.live());
        TopicPartition mirror = slot.id().mirror();
        sweep.scanning = true;
        crew.read(() -> attempt(() -> scan.live(mirror, organizations, SCAN_KEYS)), found -> order(slot, found));
    }

    private void order(LaneSlot slot, Optional<LiveKeys> found) {
        LaneSweep sweep = slot.sweep;
        sweep.scanning = false;
        if (found.isEmpty()) {
            sweep.more = true;
            finishErasing(slot);
            sweep.notBeforeNanos = System.nanoTime() + RETRY_NANOS;
            return;
        }
        List<byte[]> keys = found.get().keys();
        for (int from = 0; from < keys.size(); from += Erasure.TRANSACTION_KEYS) {
            sweep.orders.add(new Erasure(
                    keys.subList(from, Math.min(keys.size(), from + Erasure.TRANSACTION_KEYS)), Erasure.PURGE));
        }
        sweep.more = found.get().more();
        if (sweep.orders.isEmpty()) {
            finishErasing(slot);
        }
    }

    /** A lane has written its first order, here or of the {@link Reconciler}. */
    static void written(LaneSlot slot) {
        LaneSweep sweep = slot.sweep;
        sweep.written = true;
        sweep.writtenNanos = System.nanoTime();
        if (sweep.handed != null && sweep.handed.recheck().isPresent()) {
            sweep.reconciliation.written();
            return;
        }
        sweep.orders.poll();
        if (sweep.orders.isEmpty()) {
            finishErasing(slot);
        }
    }

    private static void finishErasing(LaneSlot slot) {
        LaneSweep sweep = slot.sweep;
        if (sweep.erasing.isEmpty()) {
            return;
        }
        if (sweep.more) {
            sweep.erasing.keySet().forEach(slot.lane.residents()::live);
        } else {
            slot.lane.residents().step(sweep.erasing, new Residence.Tombstoned(System.nanoTime()));
            sweep.nextLookNanos = System.nanoTime();
        }
        sweep.erasing = Map.of();
        sweep.more = false;
        sweep.dirty = true;
    }

    private void look(LaneSlot slot) {
        slot.sweep.scanning = true;
        TopicPartition mirror = slot.id().mirror();
        Map<OrganizationId, Residence> known = slot.lane.residents().snapshot();
        crew.read(
                () -> attempt(() -> new Look(known, times.apply(mirror.topic()), scan.values(mirror))),
                look -> take(slot, look));
    }

    private void take(LaneSlot slot, Optional<Look> taken) {
        LaneSweep sweep = slot.sweep;
        long now = System.nanoTime();
        sweep.scanning = false;
        if (taken.isEmpty()) {
            sweep.notBeforeNanos = now + RETRY_NANOS;
            return;
        }
        Look look = taken.get();
        Residents residents = slot.lane.residents();
        look.values().keySet().forEach(residents::found);
        Map<OrganizationId, Residence> gone = new HashMap<>(look.known());
        gone.keySet().removeAll(look.values().keySet());
        gone.values().removeIf(residence -> !(residence instanceof Residence.Tombstoned));
        residents.step(gone, new Residence.Gone(now));
        sweep.times = look.times();
        sweep.surveyed = true;
        sweep.dirty = true;
        sweep.nextLookNanos =
                now + Math.max(lookAgain.toNanos(), pause(look.times().roll()).toNanos());
        if (!sweep.written || now - sweep.writtenNanos >= look.times().roll().toNanos()) {
            look.remaining().ifPresent(key -> sweep.orders.add(new Erasure(List.of(key), Erasure.ROLL)));
        }
    }

    /** Before the segment is closed there is nothing new to see; but it may have been closed earlier. */
    private static Duration pause(Duration roll) {
        Duration part = roll.dividedBy(LOOKS_PER_ROLL);
        return part.compareTo(LONGEST_PAUSE) < 0 ? part : LONGEST_PAUSE;
    }

    private long generation(PolicyView view) {
        return view.generations().getOrDefault(link.source(), 0L);
    }

    private <T> Optional<T> attempt(Supplier<T> reading) {
        try {
            return Optional.of(reading.get());
        } catch (InterruptException closing) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        } catch (KafkaException failure) {
            LOG.atWarn()
                    .addKeyValue(LogKeys.LINK, link.label())
                    .addKeyValue(LogKeys.ERROR, failure.getClass().getName())
                    .log("a mirror could not be read for what policy forbids");
            return Optional.empty();
        }
    }

    /**
     * What one reading found.
     *
     * @param known before it
     * @param values an organization with values in some segment, and one of its keys
     */
    private record Look(Map<OrganizationId, Residence> known, MirrorTimes times, Map<OrganizationId, byte[]> values) {

        /** A key whose value has been superseded and is still there. */
        Optional<byte[]> remaining() {
            return values.entrySet().stream()
                    .filter(entry -> known.get(entry.getKey()) instanceof Residence.Tombstoned)
                    .map(Map.Entry::getValue)
                    .findFirst();
        }
    }
}
