package io.domicile.router.topology;

import static io.domicile.router.fixture.World.HERE;
import static io.domicile.router.fixture.World.US_EAST;
import static io.domicile.router.fixture.World.policy;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.domicile.kit.policy.GateStatus;
import io.domicile.kit.topic.Topics;
import io.domicile.residency.DataClass;
import io.domicile.residency.RegionId;
import io.domicile.router.acknowledgement.TaskFloors;
import io.domicile.router.fixture.RouterDriver;
import io.domicile.router.metrics.RouterMeters;
import io.domicile.testkit.fake.FakePolicyGate;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.streams.processor.api.MockProcessorContext;
import org.junit.jupiter.api.Test;

/** A task does nothing by policy that was old when it began, whoever had the task before. */
class TaskFloorTest {

    private static final Duration TICK = Duration.ofMillis(100);

    private final Queue<Runnable> readings = new ArrayDeque<>();
    private final List<Map<RegionId, Long>> answers = new ArrayList<>();
    private final TaskFloors floors = new TaskFloors(HERE, () -> answers.remove(0), readings::add);

    @Test
    void shouldDecideAndSayNothingBeforeItsPolicyIsAsNewAsWhenItBegan() {
        try (RouterDriver router = new RouterDriver(floors)) {
            // given
            answers.add(Map.of(HERE, 4L, US_EAST, 2L));
            readings.remove().run();
            router.gate.put(policy(HERE, false)).generation(HERE, 3).generation(US_EAST, 2);

            // when
            router.advance(TICK);

            // then
            assertThat(router.acknowledgements()).isEmpty();
            assertThat(floors.areUnreached()).isTrue();
            assertThatThrownBy(() -> router.pipe(DataClass.TELEMETRY))
                    .hasRootCauseInstanceOf(GateClosedException.class);
            assertThat(router.drain()).isEmpty();

            // when
            router.gate.generation(HERE, 5);

            // then
            assertThat(router.pipe(DataClass.TELEMETRY)).containsKey(Topics.home(DataClass.TELEMETRY));
            assertThat(router.acknowledgements()).hasSize(1);
            assertThat(floors.areUnreached()).isFalse();
        }
    }

    @Test
    void shouldWaitUntilItKnowsHowNewThatIs() {
        try (RouterDriver router = new RouterDriver(floors)) {
            // given
            router.gate.put(policy(HERE, false)).generation(HERE, 3);

            // when, then
            router.advance(TICK);
            assertThat(router.acknowledgements()).isEmpty();

            // when, then
            answers.add(Map.of(HERE, 3L));
            readings.remove().run();
            router.advance(TICK);
            assertThat(router.acknowledgements()).hasSize(1);
        }
    }

    @Test
    void shouldNotDecideByAViewThatItHadBeforeItWaited() {
        FakePolicyGate[] gate = new FakePolicyGate[1];
        MeterRegistry[] meters = new MeterRegistry[1];
        CompletableFuture<Void> begun = new CompletableFuture<>();
        TaskFloors closing = new TaskFloors(
                HERE,
                () -> {
                    begun.join();
                    await().until(() -> meters[0]
                                    .get("domicile.router.gate.waiting")
                                    .gauge()
                                    .value()
                            > 0);
                    gate[0].close(GateStatus.Reason.LEASE_EXPIRED);
                    return Map.of(HERE, 3L);
                },
                reading -> new Thread(reading, "reading").start());
        try (RouterDriver router = new RouterDriver(closing)) {
            // given
            gate[0] = router.gate;
            meters[0] = router.meters;
            router.gate.put(policy(HERE, false)).generation(HERE, 3);
            begun.complete(null);

            // when, then
            assertThatThrownBy(() -> router.pipe(DataClass.TELEMETRY))
                    .hasRootCauseInstanceOf(GateClosedException.class);
            assertThat(router.drain()).isEmpty();
        }
    }

    @Test
    void shouldNotSpeakAsTheTaskThatItWasBeforeItWasRevived() {
        try (RouterDriver router = new RouterDriver(floors)) {
            // given
            RouterMeters meters = new RouterMeters(router.meters, HERE);
            RoutingProcessor task = new RoutingProcessor(
                    Map.of(),
                    router.gate,
                    new GateWait(router.gate, TICK, meters),
                    router.router(meters),
                    router.refusals,
                    router.members());
            MockProcessorContext<byte[], Outbound> context = new MockProcessorContext<>();
            task.init(context);

            // when: as Kafka Streams revives one that it takes for corrupted
            task.close();
            task.init(context);

            // then
            assertThat(context.scheduledPunctuators())
                    .extracting(MockProcessorContext.CapturedPunctuator::cancelled)
                    .containsExactly(true, false);
        }
    }

    @Test
    void shouldHoldUpNothingOnceItsTaskHasEnded() {
        // given
        RouterDriver router = new RouterDriver(floors);
        assertThat(floors.areUnreached()).isTrue();

        // when
        router.close();

        // then
        assertThat(floors.areUnreached()).isFalse();
    }
}
