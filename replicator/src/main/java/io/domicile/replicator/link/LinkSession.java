package io.domicile.replicator.link;

import io.domicile.replicator.barrier.Herald;
import io.domicile.replicator.barrier.Relay;
import io.domicile.replicator.erasure.MirrorScan;
import io.domicile.replicator.erasure.MirrorTimes;
import io.domicile.replicator.lane.Batch;
import io.domicile.replicator.lane.Lane;
import io.domicile.replicator.lane.LaneId;
import io.domicile.replicator.lane.LaneTools;
import io.domicile.replicator.lane.SourceLoss;
import io.domicile.replicator.ledger.Ledger;
import io.domicile.replicator.ledger.LedgerEntries;
import io.domicile.replicator.ledger.LedgerMember;
import io.domicile.replicator.ledger.SourcePosition;
import io.domicile.replicator.ledger.TailReader;
import io.domicile.replicator.reconcile.PartitionReconciler;
import io.domicile.replicator.state.HoldReason;
import io.domicile.replicator.topic.LinkTopics;
import io.domicile.replicator.topic.MirroredTopic;
import io.domicile.replicator.topic.SourceCleaning;
import io.domicile.replicator.topic.SourceIdentity;
import io.domicile.replicator.topic.TopicFacts;
import io.domicile.residency.policy.PolicyView;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerGroupMetadata;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.consumer.OffsetOutOfRangeException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.jspecify.annotations.Nullable;

/**
 * One connection of a link to both clusters. It is given up as a whole when something unforeseen happens; the next one
 * starts from the ledger. Used by the worker's thread only.
 */
final class LinkSession implements AutoCloseable {

    private static final Duration BUSY_POLL = Duration.ofMillis(2);
    private static final Duration IDLE_POLL = Duration.ofMillis(100);
    private static final Duration NO_WAIT = Duration.ZERO;
    /** Less than the ledger group's session: no other process has been given the lanes by then. */
    private static final Duration STILL_MEMBER = Duration.ofSeconds(5);

    private static final Duration UNAUTHORIZED_WAIT = Duration.ofSeconds(10);

    private final LinkParts parts;
    private final Closing closing = new Closing();
    private final Consumer<byte[], byte[]> source;
    private final LedgerMember member;
    private final LaneBoard board;
    private final Crew crew;
    private final Survey survey;
    private final LaneTools tools;
    private final ResumedLanes resumedLanes;
    private final LaneWords words;
    private final Sweeper sweeper;
    private final Reconciler reconciler;
    private long polledNanos = System.nanoTime();

    LinkSession(LinkParts parts, Proofs proofs) {
        this.parts = parts;
        Link link = parts.link();
        LinkSettings settings = parts.settings();
        Duration timeout = settings.requestTimeout();
        List<MirroredTopic> topics = MirroredTopic.all(link);
        try {
            var sourceAdmin = closing.add(parts.clients().sourceAdmin());
            var targetAdmin = closing.add(parts.clients().targetAdmin());
            this.source = closing.add(parts.clients().sourceConsumer());
            this.member = closing.add(new LedgerMember(parts.clients().ledgerMember(), new Owned()));
            TailReader tails = closing.add(
                    new TailReader(parts.clients()::mirrorConsumer, parts.clients()::mirrorBytesConsumer, timeout));
            // Closed first: nothing else may go while lanes are at work
            this.crew = closing.add(new Crew(link, settings.threads()));
            this.board = new LaneBoard(link, source, crew, parts.listener(), TransactionLimits.of(settings));
            Herald herald = closing.add(parts.barrier().herald());
            Relay relay = closing.add(parts.barrier().relay(targetAdmin));
            this.words = new LaneWords(link, settings, herald, relay, parts.acknowledgements());
            MirrorScan scan =
                    new MirrorScan(parts.clients()::mirrorConsumer, parts.clients()::mirrorBytesConsumer, timeout);
            this.sweeper = new Sweeper(
                    link,
                    board,
                    crew,
                    parts.mirrorPolicy(),
                    scan,
                    mirror -> MirrorTimes.read(targetAdmin, mirror, timeout),
                    settings.erasureInterval());
            this.survey = new Survey(
                    new LinkTopics(sourceAdmin, targetAdmin, topics, settings.mirrors(), timeout),
                    crew,
                    settings.surveyInterval());
            this.tools = new LaneTools(
                    link,
                    new Ledger(targetAdmin, link.ledgerGroup(), timeout),
                    tails,
                    new SourceIdentity(
                            sourceAdmin,
                            topics.stream().map(MirroredTopic::source).toList(),
                            timeout),
                    parts.judge(),
                    parts.mirrorPolicy(),
                    settings.gaps(),
                    parts.audit(),
                    lane -> parts.clients().laneProducer(lane.source()),
                    parts.meters(),
                    timeout);
            this.resumedLanes = new ResumedLanes(
                    link, board, crew, tools, new LedgerEntries(targetAdmin, link.ledgerGroup(), timeout), proofs);
            this.reconciler = new Reconciler(
                    link,
                    board,
                    crew,
                    tools,
                    new PartitionReconciler(
                            parts.clients()::comparisonConsumer,
                            parts.clients()::mirrorConsumer,
                            parts.clients()::mirrorBytesConsumer,
                            timeout),
                    scan,
                    topic -> SourceCleaning.read(sourceAdmin, topic, timeout),
                    proofs,
                    parts.reconciliations(),
                    settings.reconcileInterval());
            herald.start();
            relay.start();
        } catch (RuntimeException failed) {
            closing.close();
            throw failed;
        }
    }

    /** Does what there is to do and waits a moment where there is nothing. */
    void step() throws InterruptedException {
        boolean reading = member.isJoined() && !source.assignment().isEmpty();
        crew.takeResults(reading ? NO_WAIT : BUSY_POLL);
        // Before anything is handed over: only now are lanes at rest, and what they decide next is by this view or
        // later
        Optional<PolicyView> view = parts.mirrorPolicy().gate().view();
        words.tend(board.slots(), view);
        if (survey.run()) {
            heed();
            reconciler.reached();
        }
        member.poll();
        polledNanos = System.nanoTime();
        ConsumerGroupMetadata group = member.metadata();
        if (!member.isJoined()) {
            // The target would take a transaction without a membership unchecked
            return;
        }
        if (view.isPresent()) {
            sweeper.tend(view.get(), group);
            reconcile(group);
        }
        board.handOver(group);
        if (!source.assignment().isEmpty()) {
            read(group);
        }
        tendIdle();
    }

    private void reconcile(ConsumerGroupMetadata group) {
        if (survey.problem().isEmpty()) {
            reconciler.tend(group);
        }
    }

    LinkStatus status() {
        return LinkStatus.of(survey, member.isJoined(), board.slots(), words.problems());
    }

    private void read(ConsumerGroupMetadata group) {
        boolean busy = board.slots().stream().anyMatch(slot -> slot.busy);
        ConsumerRecords<byte[], byte[]> records;
        try {
            records = source.poll(busy ? BUSY_POLL : IDLE_POLL);
        } catch (OffsetOutOfRangeException lost) {
            SourceLoss.of(lost).forEach(board::lost);
            return;
        } catch (TopicAuthorizationException refused) {
            holdAll(refused.unauthorizedTopics());
            return;
        }
        long now = System.nanoTime();
        for (LaneSlot slot : board.slots()) {
            TopicPartition partition = slot.id().source();
            List<ConsumerRecord<byte[], byte[]>> fetched = records.records(partition);
            OffsetAndMetadata next = records.nextOffsets().get(partition);
            if (next != null) {
                slot.read = new SourcePosition(next.offset(), next.leaderEpoch());
            }
            if (!fetched.isEmpty()) {
                board.fetched(slot, new Batch(fetched, behind(fetched, next), now));
            }
        }
        board.handOver(group);
        board.throttle();
    }

    /** The position behind what was fetched, which may lie behind transaction markers too. */
    private static SourcePosition behind(
            List<ConsumerRecord<byte[], byte[]>> fetched, @Nullable OffsetAndMetadata next) {
        ConsumerRecord<byte[], byte[]> last = fetched.get(fetched.size() - 1);
        return next == null
                ? new SourcePosition(last.offset() + 1, last.leaderEpoch())
                : new SourcePosition(next.offset(), next.leaderEpoch());
    }

    private void holdAll(Set<String> topics) {
        for (LaneSlot slot : board.slots()) {
            if (topics.contains(slot.id().topic().source())) {
                board.hold(slot, HoldReason.UNAUTHORIZED, UNAUTHORIZED_WAIT);
            }
        }
    }

    /** Moves ledgers past transaction markers, and closes producers that have nothing to do. */
    private void tendIdle() {
        long now = System.nanoTime();
        for (LaneSlot slot : board.slots()) {
            if (!slot.positioned || !slot.isIdle() || !slot.isDue(now)) {
                continue;
            }
            long idle = now - slot.lastWorkNanos;
            Optional<SourcePosition> position =
                    idle > parts.settings().positionInterval().toNanos() ? position(slot) : Optional.empty();
            if (position.isPresent() && position.get().offset() > slot.committed) {
                board.fetched(slot, new Batch(List.of(), position.get(), now));
            } else if (!slot.resting && idle > parts.settings().idleProducer().toNanos()) {
                slot.resting = true;
                crew.rest(slot);
            }
        }
    }

    /** Where the source consumer stands. Without the epoch a truncation could not be noticed after a restart. */
    private Optional<SourcePosition> position(LaneSlot slot) {
        try {
            long offset = source.position(slot.id().source(), NO_WAIT);
            SourcePosition read = slot.read;
            return Optional.of(read != null && read.offset() == offset ? read : SourcePosition.at(offset));
        } catch (TimeoutException beingValidated) {
            // The source is still asked whether its history has the position's leader epoch
            return Optional.empty();
        }
    }

    /** Acts on a new survey. */
    private void heed() {
        member.subscribe(survey.mirrors());
        resumedLanes.look(survey::facts);
        for (LaneSlot slot : board.slots()) {
            board.heed(slot, survey.facts(slot.id().topic()))
                    .ifPresent(origin -> board.adopt(new Lane(slot.id(), origin, tools)));
        }
        // What the group gave to this process while a survey did not find its topic
        Set<TopicPartition> present =
                board.slots().stream().map(slot -> slot.id().mirror()).collect(Collectors.toSet());
        member.owned().stream().filter(mirror -> !present.contains(mirror)).forEach(this::adopt);
    }

    private void adopt(TopicPartition mirror) {
        survey.mirrorNamed(mirror.topic()).ifPresent(topic -> adopt(topic, mirror.partition()));
    }

    private void adopt(MirroredTopic topic, int partition) {
        TopicFacts facts = survey.facts(topic);
        LaneId id = new LaneId(topic, partition);
        if (facts instanceof TopicFacts.Mirrored mirrored) {
            board.adopt(new Lane(id, mirrored.origin(), tools));
        } else if (facts instanceof TopicFacts.Unfit unfit && partition < unfit.partitions()) {
            // Halts at once, where everybody can see it
            board.heed(board.adopt(new Lane(id, unfit.origin(), tools)), facts);
        }
    }

    @Override
    public void close() {
        try {
            release(board.slots().stream().map(slot -> slot.id().source()).collect(Collectors.toSet()), true);
        } finally {
            closing.close();
        }
    }

    private void release(Set<TopicPartition> sources, boolean orderly) {
        words.forget(board.slots().stream()
                .filter(slot -> sources.contains(slot.id().source()))
                .toList());
        List<LaneSlot> ended = board.release(sources, orderly);
        if (orderly && System.nanoTime() - polledNanos < STILL_MEMBER.toNanos()) {
            words.withdraw(ended);
        }
    }

    /** Follows the group's assignment. */
    private final class Owned implements LedgerMember.Ownership {

        @Override
        public void gained(Set<TopicPartition> mirrors) {
            mirrors.forEach(LinkSession.this::adopt);
        }

        @Override
        public void givingUp(Set<TopicPartition> mirrors) {
            release(sources(mirrors), true);
        }

        @Override
        public void lost(Set<TopicPartition> mirrors) {
            release(sources(mirrors), false);
        }

        private Set<TopicPartition> sources(Set<TopicPartition> mirrors) {
            return board.slots().stream()
                    .filter(slot -> mirrors.contains(slot.id().mirror()))
                    .map(slot -> slot.id().source())
                    .collect(Collectors.toSet());
        }
    }
}
