package io.domicile.kit.policy;

import static io.domicile.kit.policy.Samples.ACME;
import static io.domicile.kit.policy.Samples.EAST;
import static io.domicile.kit.policy.Samples.WEST;
import static io.domicile.kit.policy.Samples.entry;
import static io.domicile.kit.policy.Samples.manifest;
import static io.domicile.kit.policy.Samples.policy;
import static org.assertj.core.api.Assertions.assertThat;

import io.domicile.residency.RegionId;
import io.domicile.residency.policy.OrganizationPolicy;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class GenerationKeeperTest {

    private static final OrganizationPolicy POLICY = policy(ACME, WEST, false, 1);

    private final FakeMemory memory = new FakeMemory();
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final WatchedTopic own = new WatchedTopic(WEST, "residency.policy");
    private final WatchedTopic mirror = new WatchedTopic(EAST, "us-east.residency.policy");
    private final List<WatchedTopic> topics = List.of(own, mirror);
    private long nanos = 7;
    private final GenerationKeeper keeper = new GenerationKeeper(
            new PolicyMeters(meters, WEST, "router", List.of(), () -> Instant.EPOCH, () -> nanos), () -> nanos);

    private void verify(long generation) {
        own.tracker().apply(entry(POLICY));
        own.tracker().apply(manifest(generation, POLICY));
        own.tracker().judge();
    }

    private double failures() {
        return meters.get("domicile.policy.memory.failures").counter().count();
    }

    @Test
    void shouldTellTheTrackersWhatIsRememberedOnce() {
        memory.kept = Map.of(WEST, 5L, new RegionId("ap-northeast"), 3L);

        assertThat(keeper.recall(memory, topics)).isTrue();
        assertThat(keeper.recall(memory, topics)).isTrue();

        assertThat(memory.recalls).isEqualTo(1);
        assertThat(own.tracker().highestVerified()).isEqualTo(5);
        assertThat(mirror.tracker().highestVerified()).isZero();
    }

    @Test
    void shouldAskAgainAndKeepNothingWhileTheMemoryCannotBeRead() {
        memory.isFailing = true;
        verify(1);
        assertThat(keeper.recall(memory, topics)).isFalse();
        keeper.keep(memory, topics);
        assertThat(memory.raises).isZero();
        assertThat(failures()).isEqualTo(1);

        memory.isFailing = false;

        assertThat(keeper.recall(memory, topics)).isTrue();
        keeper.keep(memory, topics);
        assertThat(memory.kept).isEqualTo(Map.of(WEST, 1L));
    }

    @Test
    void shouldRememberANewGenerationAtOnceAndRepeatAnOldOneInTime() {
        keeper.recall(memory, topics);
        keeper.keep(memory, topics);
        assertThat(memory.raises).isZero();

        verify(1);
        keeper.keep(memory, topics);
        keeper.keep(memory, topics);
        assertThat(memory.raises).isEqualTo(1);

        verify(2);
        keeper.keep(memory, topics);
        assertThat(memory.kept).isEqualTo(Map.of(WEST, 2L));
        assertThat(memory.raises).isEqualTo(2);

        nanos += GenerationKeeper.REPEAT.toNanos() - 1;
        keeper.keep(memory, topics);
        assertThat(memory.raises).isEqualTo(2);
        nanos++;
        keeper.keep(memory, topics);
        assertThat(memory.raises).isEqualTo(3);
    }

    @Test
    void shouldWaitAfterAWritingThatFailed() {
        keeper.recall(memory, topics);
        memory.isFailing = true;
        verify(1);
        keeper.keep(memory, topics);
        assertThat(memory.raises).isEqualTo(1);
        verify(2);
        keeper.keep(memory, topics);
        assertThat(memory.raises).isEqualTo(1);
        assertThat(failures()).isEqualTo(1);

        memory.isFailing = false;
        nanos += GenerationKeeper.RETRY.toNanos();
        keeper.keep(memory, topics);

        assertThat(memory.kept).isEqualTo(Map.of(WEST, 2L));
        verify(3);
        keeper.keep(memory, topics);
        assertThat(memory.kept).isEqualTo(Map.of(WEST, 3L));
    }

    @Test
    void shouldNotRememberAGenerationThatRegressed() {
        memory.kept = Map.of(WEST, 5L);
        keeper.recall(memory, topics);
        verify(4);

        keeper.keep(memory, topics);

        assertThat(memory.kept).isEqualTo(Map.of(WEST, 5L));
    }

    private static final class FakeMemory implements GenerationMemory {

        private Map<RegionId, Long> kept = Map.of();
        private boolean isFailing;
        private int recalls;
        private int raises;

        @Override
        public Map<RegionId, Long> recall() {
            recalls++;
            require();
            return kept;
        }

        @Override
        public void raise(Map<RegionId, Long> generations) {
            raises++;
            require();
            kept = Generations.highest(kept, generations);
        }

        private void require() {
            if (isFailing) {
                throw new GenerationMemoryException("was told to fail", null);
            }
        }
    }
}
