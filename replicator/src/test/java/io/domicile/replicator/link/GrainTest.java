package io.domicile.replicator.link;

import static org.assertj.core.api.Assertions.assertThat;

import io.domicile.replicator.state.HoldReason;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class GrainTest {

    private static final Duration TIME = Duration.ofSeconds(8);
    private static final long USUAL = 1_000_000;

    private final Grain grain = new Grain();

    @Test
    void shouldBeginWithTheUsual() {
        assertThat(grain.bytes(USUAL)).isEqualTo(1_000_000);
    }

    @Test
    void shouldHalveWhatTheTargetDidNotTake() {
        grain.held(HoldReason.TARGET_UNAVAILABLE, 600_000);
        assertThat(grain.bytes(USUAL)).isEqualTo(300_000);

        grain.held(HoldReason.FENCED, 300_000);
        assertThat(grain.bytes(USUAL)).isEqualTo(150_000);
    }

    @Test
    void shouldStayAsItIsWhenABatchWaitsForSomethingElse() {
        grain.held(HoldReason.POLICY_BEHIND, 600_000);
        grain.held(HoldReason.REGISTRY_UNAVAILABLE, 600_000);

        assertThat(grain.bytes(USUAL)).isEqualTo(1_000_000);
    }

    @Test
    void shouldStayAsItIsWhenOnlyThePositionCouldNotBeCommitted() {
        grain.held(HoldReason.TARGET_UNAVAILABLE, 0);

        assertThat(grain.bytes(USUAL)).isEqualTo(1_000_000);
    }

    @Test
    void shouldDoubleUpToTheUsualOnlyAfterTransactionsThatEndSoon() {
        grain.held(HoldReason.TARGET_UNAVAILABLE, 500_000);

        grain.ended(Duration.ofMillis(1_001).toNanos(), TIME);
        assertThat(grain.bytes(USUAL)).isEqualTo(250_000);

        grain.ended(Duration.ofMillis(1_000).toNanos(), TIME);
        assertThat(grain.bytes(USUAL)).isEqualTo(500_000);

        for (int i = 0; i < 100; i++) {
            grain.ended(0, TIME);
        }
        assertThat(grain.bytes(USUAL)).isEqualTo(1_000_000);
    }

    @Test
    void shouldGrowAgainFromTheSmallest() {
        for (int i = 0; i < 100; i++) {
            grain.held(HoldReason.TARGET_UNAVAILABLE, Math.min(1_000, grain.bytes(USUAL)));
        }
        assertThat(grain.bytes(USUAL)).isBetween(1L, 2_000L);

        for (int i = 0; i < 12; i++) {
            grain.ended(0, TIME);
        }
        assertThat(grain.bytes(USUAL)).isEqualTo(1_000_000);
    }
}
