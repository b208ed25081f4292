package io.domicile.replicator.link;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.domicile.replicator.lane.Batch;
import io.domicile.replicator.lane.Erasure;
import io.domicile.replicator.lane.Lane;
import io.domicile.replicator.lane.LaneId;
import io.domicile.replicator.lane.LaneListener;
import io.domicile.replicator.lane.LaneStep;
import io.domicile.replicator.lane.Residents.Residence;
import io.domicile.replicator.lane.SourceLoss;
import io.domicile.replicator.ledger.SourcePosition;
import io.domicile.replicator.provenance.Origin;
import io.domicile.replicator.state.HaltReason;
import io.domicile.replicator.state.HoldReason;
import io.domicile.replicator.state.LaneState;
import io.domicile.replicator.topic.MirroredTopic;
import io.domicile.residency.OrganizationId;
import io.domicile.residency.RegionId;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.kafka.clients.consumer.ConsumerGroupMetadata;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class LaneBoardTest {

    private static final Link LINK = new Link(new RegionId("eu-west"), new RegionId("eu-central"), 1);
    private static final LaneId ID = new LaneId(MirroredTopic.all(LINK).get(1), 0);
    private static final ConsumerGroupMetadata GROUP = new ConsumerGroupMetadata("ledger");

    private final MockConsumer<byte[], byte[]> source = new MockConsumer<>("none");
    private final Crew crew = new Crew(LINK, 1);
    private final LaneBoard board = new LaneBoard(
            LINK, source, crew, new Deaf(), new TransactionLimits(100, 512 * 1024, Duration.ofSeconds(30)));
    private final CountDownLatch firstMayEnd = new CountDownLatch(1);
    private LaneSlot slot;

    @BeforeEach
    void positionALane() {
        slot = board.adopt(new Lane(ID, new Origin("cluster-1", Uuid.randomUuid()), null));
        slot.admitted = true;
        board.apply(slot, new LaneStep.Reposition(SourcePosition.at(0)));
    }

    @AfterEach
    void close() {
        firstMayEnd.countDown();
        crew.close();
    }

    @Test
    void shouldNotLetTwoThreadsWorkOnALaneWhenRecordsComeWhileItsProducerIsClosed() {
        // given
        crew.rest(slot);
        Future<?> resting = slot.work;
        Batch batch = new Batch(List.of(), SourcePosition.at(5), 0);

        // when
        board.fetched(slot, batch);
        board.handOver(GROUP);

        // then
        assertThat(slot.work).isSameAs(resting);
        assertThat(slot.queue.isEmpty()).isFalse();
        await().atMost(Duration.ofSeconds(30)).until(() -> {
            crew.takeResults(Duration.ZERO);
            return !slot.busy;
        });
        board.handOver(GROUP);
        assertThat(slot.busy).isTrue();
        assertThat(slot.work).isNotSameAs(resting);
    }

    @Test
    void shouldKeepWhatWasFetchedUntilTheLaneMayDecide() {
        // given
        slot.admitted = false;
        Batch batch = new Batch(List.of(), SourcePosition.at(5), 0);

        // when
        board.fetched(slot, batch);
        board.handOver(GROUP);

        // then
        assertThat(slot.busy).isFalse();
        assertThat(slot.queue.isEmpty()).isFalse();
        assertThat(slot.state).isEqualTo(new LaneState.Waiting(HoldReason.NOT_ANNOUNCED));
    }

    @Test
    void shouldNoteThatALaneBeginsOnAnEmptyMirrorAndOfNoOther() {
        // given
        assertThat(slot.sweep.reconciliation.begunNanos).isEmpty();

        // when
        board.apply(slot, new LaneStep.Reposition(SourcePosition.at(0), false));

        // then
        assertThat(slot.sweep.reconciliation.begunNanos).isPresent();
    }

    @Test
    void shouldTakeHalfOfWhatTheTargetDidNotTake() {
        // given
        board.fetched(slot, Batch.join(List.of(batch(0), batch(1), batch(2), batch(3))));
        Batch taken = slot.queue.take(100, Long.MAX_VALUE);

        // when
        board.apply(
                slot,
                new LaneStep.Held(taken, SourcePosition.at(0), HoldReason.TARGET_UNAVAILABLE, Duration.ofSeconds(1)));

        // then
        assertThat(slot.queue.take(100, slot.grain.bytes(Long.MAX_VALUE)).records())
                .hasSize(2);
    }

    @Test
    void shouldWriteEveryOrderBeforeKeysCountAsErased() {
        // given
        OrganizationId acme = new OrganizationId("acme");
        Residence erasing = new Residence.Erasing(0);
        slot.lane.residents().live(acme);
        slot.lane.residents().step(slot.lane.residents().snapshot(), erasing);
        slot.sweep.erasing = Map.of(acme, erasing);
        slot.sweep.orders.add(new Erasure(List.of(), Erasure.PURGE));
        slot.sweep.orders.add(new Erasure(List.of(), Erasure.PURGE));

        // when
        board.apply(slot, new LaneStep.Erased());
        board.apply(slot, new LaneStep.NotErased(HoldReason.TARGET_UNAVAILABLE, Duration.ofSeconds(1)));

        // then
        assertThat(slot.lane.residents().snapshot()).containsEntry(acme, erasing);
        assertThat(slot.sweep.orders).hasSize(1);
        assertThat(slot.isDue(System.nanoTime())).isFalse();
        board.apply(slot, new LaneStep.Erased());
        assertThat(slot.lane.residents().snapshot().get(acme)).isInstanceOf(Residence.Tombstoned.class);
    }

    @Test
    void shouldNotCountKeysAsErasedForTombstonesThatTheSourceWanted() {
        // given
        OrganizationId acme = new OrganizationId("acme");
        Residence erasing = new Residence.Erasing(0);
        slot.lane.residents().live(acme);
        slot.lane.residents().step(slot.lane.residents().snapshot(), erasing);
        slot.sweep.erasing = Map.of(acme, erasing);
        Erasure deletion = new Erasure(List.of(), Erasure.RECONCILE, Optional.of(keys -> keys));
        slot.sweep.reconciliation.orders.add(deletion);
        slot.sweep.handed = deletion;

        // when
        board.apply(slot, new LaneStep.Erased());

        // then
        assertThat(slot.lane.residents().snapshot()).containsEntry(acme, erasing);
        assertThat(slot.sweep.reconciliation.orders).isEmpty();
        assertThat(slot.sweep.reconciliation.asked).isTrue();
    }

    @Test
    void shouldNotBeginWorkOnALaneThatWasGivenUp() {
        // given
        crew.ask(this::awaitRelease, answer -> {});
        AtomicBoolean begun = new AtomicBoolean();
        crew.assign(board, slot, () -> {
            begun.set(true);
            return new LaneStep.Halted(HaltReason.FOREIGN_WRITE, OptionalLong.empty());
        });

        // when
        board.release(Set.of(ID.source()), false);
        firstMayEnd.countDown();

        // then
        await().atMost(Duration.ofSeconds(30)).until(slot.work::isDone);
        assertThat(begun).isFalse();
    }

    @Test
    void shouldLeaveAHaltedLaneHaltedWhenTheSourceRefusesItsTopic() {
        // given
        board.halt(slot, HaltReason.TOPIC_RECREATED, OptionalLong.empty());

        // when
        board.hold(slot, HoldReason.UNAUTHORIZED, Duration.ZERO);

        // then
        assertThat(slot.state).isEqualTo(new LaneState.Halted(HaltReason.TOPIC_RECREATED, OptionalLong.empty()));
    }

    @Test
    void shouldCopyWhatWasFetchedBeforeTheSourceLostTheNextOffset() {
        // given
        board.fetched(slot, batch(0));

        // when
        board.lost(new SourceLoss(ID.source(), 5, false, OptionalLong.empty()));

        // then
        assertThat(slot.queue.isEmpty()).isFalse();
        assertThat(source.assignment()).isEmpty();
    }

    @Test
    void shouldDropWhatWasFetchedOfAHistoryThatTheSourceHasLost() {
        // given
        board.fetched(slot, batch(0));

        // when
        board.lost(new SourceLoss(ID.source(), 5, true, OptionalLong.of(0)));

        // then
        assertThat(slot.queue.isEmpty()).isTrue();
        assertThat(source.assignment()).isEmpty();
    }

    @Test
    void shouldReadOnWhileALaneIsAtWorkUntilItIsFull() {
        // given
        board.fetched(slot, batch(0));
        board.throttle();
        assertThat(source.paused()).isEmpty();

        // when
        board.fetched(slot, batch(1));
        board.throttle();

        // then
        assertThat(source.paused()).containsExactly(ID.source());
        slot.queue.take(100, Long.MAX_VALUE);
        slot.queue.done();
        board.throttle();
        assertThat(source.paused()).isEmpty();
    }

    private static Batch batch(long offset) {
        ConsumerRecord<byte[], byte[]> record = new ConsumerRecord<>(
                ID.source().topic(),
                0,
                offset,
                0,
                TimestampType.CREATE_TIME,
                1,
                80_000,
                new byte[1],
                new byte[80_000],
                new RecordHeaders(),
                Optional.empty());
        return new Batch(List.of(record), SourcePosition.at(offset + 1), offset);
    }

    private boolean awaitRelease() {
        try {
            firstMayEnd.await();
            return true;
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private static final class Deaf implements LaneListener {

        @Override
        public void committed(LaneId lane, long position) {}

        @Override
        public void changed(LaneId lane, LaneState state) {}
    }
}
