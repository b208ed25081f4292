package io.domicile.replicator.simulation;

import io.domicile.kit.policy.GateStatus;
import io.domicile.replicator.audit.AuditUnavailableException;
import io.domicile.replicator.gap.GapAnswer;
import io.domicile.replicator.gap.GapAnswers;
import io.domicile.replicator.lane.Lane;
import io.domicile.replicator.lane.LaneId;
import io.domicile.replicator.lane.LaneMeters;
import io.domicile.replicator.lane.LaneTools;
import io.domicile.replicator.lane.MirrorPolicy;
import io.domicile.replicator.lane.RecordJudge;
import io.domicile.replicator.lane.Tally;
import io.domicile.replicator.link.Link;
import io.domicile.replicator.state.HaltReason;
import io.domicile.replicator.topic.MirroredTopic;
import io.domicile.residency.DataClass;
import io.domicile.residency.link.LinkGuard;
import io.domicile.residency.link.LinkTopic;
import io.domicile.residency.link.MirrorGuard;
import io.domicile.testkit.fake.FakePolicyGate;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;

/**
 * A seeded life of one lane: a source, a target, two processes of the link, and everything that may happen to them, in
 * any order and between any two calls of a lane's producer. One thread; a seed always gives the same life.
 */
final class World {

    private static final Link LINK = new Link(Records.WEST, Records.CENTRAL, 1);
    private static final LaneId ID = new LaneId(
            MirroredTopic.all(LINK).stream()
                    .filter(topic -> topic.kind().equals(new LinkTopic.Egress(DataClass.ROLE_DEFINITIONS)))
                    .findFirst()
                    .orElseThrow(),
            0);
    private static final boolean TRACED = Boolean.getBoolean("domicile.simulation.trace");
    private static final List<Entry.Kind> KINDS = List.of(Entry.Kind.values());

    final SimulatedSource source = new SimulatedSource();
    final SimulatedTarget target = new SimulatedTarget();
    final Turmoil turmoil;
    final Invariants invariants;
    private final Random random;
    private final FakePolicyGate gate = new FakePolicyGate();
    private final LaneTools tools;
    private final List<SimulatedWorker> workers = new ArrayList<>();
    private final boolean mayGap;
    private final boolean isCleaned;
    private final GapAnswer answer;
    private SimulatedWorker working;
    private boolean strict;
    private boolean calm;
    boolean gapped;

    /** A lane that halts at every gap. */
    World(long seed) {
        this(seed, GapAnswer.HALT);
    }

    /** With another answer than to halt, retention is the only gap there is, and there is much of it. */
    World(long seed, GapAnswer answer) {
        this.random = new Random(seed);
        this.answer = answer;
        this.mayGap = random.nextInt(3) == 0 || answer != GapAnswer.HALT;
        this.isCleaned = random.nextInt(3) == 0;
        this.turmoil = new Turmoil(random, this::happen);
        this.invariants = new Invariants(source, target);
        this.tools = tools();
        gate.put(Records.policy(Entry.Kind.ALLOWED, false));
        gate.put(Records.policy(Entry.Kind.SWITCHED, false));
        gate.put(Records.policy(Entry.Kind.FOREIGN, false));
        workers.add(new SimulatedWorker(ID, source, random));
        workers.add(new SimulatedWorker(ID, source, random));
        working = workers.get(0);
        assign(workers.get(0));
    }

    List<SimulatedWorker> workers() {
        return workers;
    }

    /** Something happens; afterwards every invariant holds. */
    void step() {
        happen();
        if (TRACED) {
            System.out.println(this);
        }
        invariants.check(workers);
    }

    @Override
    public String toString() {
        return "source " + source.start() + ".." + source.end() + " epoch " + source.leaderEpoch() + ", mirror "
                + target.size() + (target.isOpen() ? " open" : "") + ", ledger " + target.ledger() + ", workers "
                + workers;
    }

    /** Nothing goes wrong any more; whether the lane comes to an end, which is all copied or halted, in so many steps. */
    boolean comesToRest(int steps) {
        calm = true;
        turmoil.end();
        gate.open();
        workers.forEach(SimulatedWorker::revoked);
        assign(workers.get(0));
        SimulatedWorker owner = workers.get(0);
        for (int step = 0; step < steps && owner.halted.isEmpty() && !owner.isIdle(); step++) {
            run(owner);
            invariants.check(workers);
        }
        return owner.halted.isPresent() || owner.isIdle();
    }

    private void happen() {
        int dice = random.nextInt(100);
        if (dice < 55) {
            work(workers.get(random.nextInt(workers.size())));
        } else if (dice < 78) {
            produce(1 + random.nextInt(4));
        } else if (dice < 86) {
            assign(workers.get(random.nextInt(workers.size())));
        } else if (dice < 89) {
            workers.get(random.nextInt(workers.size())).revoked();
        } else if (dice < 92) {
            switchStrict();
        } else if (dice < 94) {
            turnGate();
        } else if (dice < 96) {
            target.timeOut();
        } else if (dice < 98) {
            if (mayGap) {
                gap();
            }
        } else if (dice < 99) {
            int which = 1 + random.nextInt(3);
            target.dropMarkers((which & 1) != 0, (which & 2) != 0);
        } else if (isCleaned) {
            target.cleanUp();
        }
    }

    private void work(SimulatedWorker worker) {
        if (!worker.isBusy()) {
            boolean outermost = workers.stream().noneMatch(SimulatedWorker::isBusy);
            if (outermost) {
                invariants.allows(!strict);
            }
            run(worker);
        }
    }

    private void run(SimulatedWorker worker) {
        SimulatedWorker outer = working;
        working = worker;
        worker.step();
        working = outer;
    }

    private void assign(SimulatedWorker worker) {
        target.rebalance();
        worker.assigned(new Lane(ID, source.origin(), tools), target.generation());
    }

    private void produce(int count) {
        for (int i = 0; i < count; i++) {
            source.append(random.nextInt(3) > 0 ? Entry.Kind.ALLOWED : KINDS.get(random.nextInt(KINDS.size())));
        }
    }

    private void switchStrict() {
        strict = !strict;
        gate.put(Records.policy(Entry.Kind.SWITCHED, strict));
        invariants.switched(strict);
    }

    private void turnGate() {
        if (gate.status().isOpen()) {
            gate.close(GateStatus.Reason.LOADING);
        } else {
            gate.open();
        }
    }

    private void gap() {
        gapped = true;
        switch (answer == GapAnswer.HALT ? random.nextInt(4) : 0) {
            case 0, 1 ->
                source.deleteBefore(source.start() + random.nextInt((int) (source.end() - source.start()) + 1));
            case 2 -> {
                long from = Math.max(source.start(), source.end() - 1 - random.nextInt(6));
                source.truncateTo(Math.min(from, source.end()));
                invariants.truncated();
            }
            default -> source.recreate();
        }
    }

    private LaneTools tools() {
        RecordJudge judge = new RecordJudge(
                new LinkGuard(Records.WEST, Records.CENTRAL),
                gate,
                Records.translator(),
                1024 * 1024,
                // Lives have no clock: an unknown organization has waited long enough
                Duration.ZERO);
        return new LaneTools(
                LINK,
                target,
                target,
                source,
                judge,
                new MirrorPolicy(gate, new MirrorGuard(Records.WEST, Records.CENTRAL)),
                new GapAnswers(Map.of(), answer),
                (record, reason, destination) -> audited(),
                lane -> opened(),
                new Counted(invariants),
                // Nothing happens in between
                Duration.ZERO);
    }

    private SimulatedProducer opened() {
        SimulatedProducer producer = new SimulatedProducer(target, turmoil, record -> {
            if (record.key().length > 0) {
                invariants.sent(record);
            }
        });
        working.opened(producer);
        return producer;
    }

    private Future<?> audited() {
        if (!calm && random.nextInt(20) == 0) {
            throw new AuditUnavailableException(new org.apache.kafka.common.errors.TimeoutException("no audit"));
        }
        return CompletableFuture.completedFuture(null);
    }

    private record Counted(Invariants invariants) implements LaneMeters {

        @Override
        public void committed(MirroredTopic topic, Tally tally) {}

        @Override
        public void erased(MirroredTopic topic, String kind, int tombstones) {}

        @Override
        public void aborted(MirroredTopic topic) {}

        @Override
        public void passed(MirroredTopic topic, HaltReason reason, GapAnswer answer, OptionalLong gone) {
            invariants.passed(gone.orElse(0));
        }
    }
}
