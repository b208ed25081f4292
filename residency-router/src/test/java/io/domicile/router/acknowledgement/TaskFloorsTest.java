package io.domicile.router.acknowledgement;

import static io.domicile.router.fixture.World.HERE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.domicile.residency.RegionId;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

class TaskFloorsTest {

    private final Queue<Runnable> readings = new ArrayDeque<>();
    private long generation = 1;

    @Test
    void shouldReadOnceForTasksThatBeginTogether() {
        // given
        TaskFloors floors = floors(() -> Map.of(HERE, generation));
        Floor first = floors.ofNow();
        Floor second = floors.ofNow();
        generation = 2;

        // when
        readings.remove().run();

        // then
        assertThat(readings).isEmpty();
        assertThat(first.isReachedBy(Map.of(HERE, 1L))).isFalse();
        assertThat(second.isReachedBy(Map.of(HERE, 1L))).isFalse();
        assertThat(first.isReachedBy(Map.of(HERE, 2L))).isTrue();
    }

    @Test
    void shouldReadAnewForATaskThatBeginsWhileAReadingGoesOn() {
        // given
        AtomicInteger count = new AtomicInteger();
        Floor[] late = new Floor[1];
        TaskFloors[] self = new TaskFloors[1];
        self[0] = floors(() -> {
            if (count.incrementAndGet() == 1) {
                late[0] = self[0].ofNow();
            }
            return Map.of(HERE, (long) count.get());
        });
        Floor early = self[0].ofNow();

        // when
        readings.remove().run();

        // then
        assertThat(early.isReachedBy(Map.of(HERE, 1L))).isTrue();
        assertThat(late[0].isReachedBy(Map.of(HERE, 9L))).isFalse();

        // when, then
        readings.remove().run();
        assertThat(late[0].isReachedBy(Map.of(HERE, 1L))).isFalse();
        assertThat(late[0].isReachedBy(Map.of(HERE, 2L))).isTrue();
        assertThat(self[0].areUnreached()).isFalse();
    }

    @Test
    void shouldReadAgainWhatFailed() {
        // given
        AtomicInteger attempts = new AtomicInteger();
        TaskFloors floors = floors(() -> {
            if (attempts.incrementAndGet() < 3) {
                throw new IllegalStateException("no answer");
            }
            return Map.of(HERE, 7L);
        });
        Floor floor = floors.ofNow();

        // when
        readings.remove().run();

        // then
        assertThat(attempts).hasValue(3);
        assertThat(floor.isReachedBy(Map.of(HERE, 6L))).isFalse();
        assertThat(floor.isReachedBy(Map.of(HERE, 7L))).isTrue();
    }

    @Test
    void shouldGiveUpAReadingThatNoTaskWaitsForAnyMore() {
        // given
        Floor[] floor = new Floor[1];
        AtomicInteger attempts = new AtomicInteger();
        TaskFloors floors = floors(() -> {
            attempts.incrementAndGet();
            floor[0].end();
            throw new IllegalStateException("no answer");
        });
        floor[0] = floors.ofNow();

        // when
        readings.remove().run();

        // then
        assertThat(Thread.interrupted()).isTrue();
        assertThat(attempts).hasValue(1);
        assertThat(floors.areUnreached()).isFalse();
    }

    @Test
    void shouldBeginNoReadingForATaskThatHasEnded() {
        // given
        AtomicInteger attempts = new AtomicInteger();
        TaskFloors floors = floors(() -> Map.of(HERE, (long) attempts.incrementAndGet()));
        floors.ofNow().end();

        // when
        Floor next = floors.ofNow();
        readings.remove().run();

        // then
        assertThat(attempts).hasValue(0);
        assertThat(next.isReachedBy(Map.of(HERE, 9L))).isFalse();
        readings.remove().run();
        assertThat(next.isReachedBy(Map.of(HERE, 1L))).isTrue();
    }

    @Test
    void shouldFailTheTaskWhereAReadingIsDefect() throws Exception {
        // given
        TaskFloors floors = floors(() -> {
            throw new AssertionError("defect");
        });
        Floor floor = floors.ofNow();

        // when
        readings.remove().run();

        // then
        assertThat(floor.awaitKnown(Duration.ZERO)).isTrue();
        assertThatThrownBy(() -> floor.isReachedBy(Map.of(HERE, 1L))).hasCauseInstanceOf(AssertionError.class);
    }

    private TaskFloors floors(Supplier<Map<RegionId, Long>> reading) {
        return new TaskFloors(HERE, reading, readings::add);
    }
}
