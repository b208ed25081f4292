package io.domicile.replicator.simulation;

import io.domicile.replicator.lane.Batch;
import io.domicile.replicator.lane.Lane;
import io.domicile.replicator.lane.LaneId;
import io.domicile.replicator.lane.LaneStep;
import io.domicile.replicator.lane.SourceLoss;
import io.domicile.replicator.ledger.SourcePosition;
import io.domicile.replicator.state.HaltReason;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;
import org.apache.kafka.clients.consumer.ConsumerGroupMetadata;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/** A process of the link that may own the lane: it feeds it as the worker's thread does, one piece of work at a time. */
final class SimulatedWorker {

    private static final int PREFETCHED = 3;

    private final LaneId id;
    private final SimulatedSource source;
    private final Random random;
    private final Deque<Batch> pending = new ArrayDeque<>();
    private @Nullable Lane lane;
    private @Nullable SimulatedProducer newest;
    private SourcePosition position = SourcePosition.at(0);
    private SourcePosition read = SourcePosition.at(0);
    private int generation;
    private boolean prepared;
    private boolean busy;

    /** Whether the source does not have the next offset. */
    private boolean lost;

    Optional<LaneStep.Halted> halted = Optional.empty();

    /** Up to where the lag counts as copied; empty where nothing was told. */
    Optional<SourcePosition> told = Optional.empty();

    SimulatedWorker(LaneId id, SimulatedSource source, Random random) {
        this.id = id;
        this.source = source;
        this.random = random;
    }

    /** The producer that its lane opened last is its. */
    void opened(SimulatedProducer producer) {
        if (busy) {
            newest = producer;
        }
    }

    /** Whether nobody has opened the lane since. */
    boolean isCurrent() {
        return newest != null && newest.isCurrent();
    }

    @Nullable
    Lane lane() {
        return lane;
    }

    boolean isBusy() {
        return busy;
    }

    /** Whether it has nothing to do: all there is has been copied. */
    boolean isIdle() {
        return prepared
                && pending.isEmpty()
                && position.offset() == source.end()
                // Its next fetch does not find that the history it stands in is lost
                && source.fetch(position, 1) instanceof SimulatedSource.Fetch.Got;
    }

    void assigned(Lane opened, int groupGeneration) {
        generation = groupGeneration;
        if (lane == null) {
            lane = opened;
            forget();
        }
    }

    /** The group took the lane away and said so. */
    void revoked() {
        if (lane != null && !busy) {
            lane.rest();
            killed();
        }
    }

    void killed() {
        lane = null;
        told = Optional.empty();
        forget();
    }

    void step() {
        Lane owned = lane;
        if (owned == null || busy) {
            return;
        }
        busy = true;
        try {
            if (halted.isPresent()) {
                owned.settle();
            } else if (!prepared) {
                apply(owned.prepare(member()));
            } else if (!pending.isEmpty() && (lost || pending.size() == PREFETCHED || random.nextBoolean())) {
                apply(owned.copy(pending.getFirst(), member()));
            } else if (lost) {
                diagnose(owned, OptionalLong.empty());
            } else {
                fetch(owned);
            }
        } catch (Turmoil.Crash crash) {
            busy = false;
            killed();
        } finally {
            busy = false;
        }
    }

    private void fetch(Lane owned) {
        SimulatedSource.Fetch fetch = source.fetch(read, 1 + random.nextInt(5));
        if (fetch instanceof SimulatedSource.Fetch.Truncated truncated) {
            // What was fetched may be of the lost history
            pending.clear();
            diagnose(owned, OptionalLong.of(truncated.divergent()));
        } else if (fetch instanceof SimulatedSource.Fetch.OutOfRange) {
            // What was fetched is nowhere else any more
            lost = true;
        } else if (fetch instanceof SimulatedSource.Fetch.Got got) {
            List<ConsumerRecord<byte[], byte[]>> records = got.records().stream()
                    .map(entry -> Records.of(id.topic(), entry))
                    .toList();
            if (!records.isEmpty() || got.next().offset() > read.offset()) {
                pending.add(new Batch(records, got.next(), System.nanoTime()));
                read = got.next();
            }
        }
    }

    private void diagnose(Lane owned, OptionalLong divergent) {
        prepared = false;
        lost = false;
        apply(owned.diagnose(
                new SourceLoss(id.source(), position.offset(), divergent.isPresent(), divergent), member()));
    }

    private ConsumerGroupMetadata member() {
        return new ConsumerGroupMetadata("ledger", generation, "member", Optional.empty());
    }

    private void apply(LaneStep step) {
        if (step instanceof LaneStep.Reposition there) {
            prepared = true;
            moveTo(there.position());
            if (!there.recorded()) {
                pending.add(new Batch(List.of(), position, System.nanoTime()));
            }
        } else if (step instanceof LaneStep.Advanced advanced) {
            pending.removeFirst();
            position = advanced.committed();
            told = Optional.of(position);
        } else if (step instanceof LaneStep.Held held) {
            pending.removeFirst();
            pending.addFirst(held.rest());
            position = held.committed();
            told = Optional.of(position);
        } else if (step instanceof LaneStep.Halted halt) {
            pending.clear();
            halted = Optional.of(halt);
        }
    }

    Optional<HaltReason> haltReason() {
        return halted.map(LaneStep.Halted::reason);
    }

    @Override
    public String toString() {
        return lane == null
                ? "idle"
                : "[" + (prepared ? "at " : "unprepared ") + position + ", read " + read.offset() + ", told " + told
                        + (lost ? ", lost" : "")
                        + halted.map(halt -> ", " + halt).orElse("") + "]";
    }

    private void moveTo(SourcePosition there) {
        pending.clear();
        lost = false;
        position = there;
        read = there;
        told = Optional.of(there);
    }

    private void forget() {
        prepared = false;
        lost = false;
        pending.clear();
        halted = Optional.empty();
    }
}
