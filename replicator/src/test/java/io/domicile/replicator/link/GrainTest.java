package io.domicile.replicator.link;

import static org.assertj.core.api.Assertions.assertThat;

import io.domicile.replicator.state.HoldReason;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class GrainTest {

    private static final Duration TIME = Duration.ofSeconds(8);
    private static final TransactionLimits USUAL = new TransactionLimits(1_000, 8 * 1_000_000, TIME);

    private final Grain grain = new Grain();

    @Test
    void shouldBeginWithTheUsual() {
        assertThat(grain.records(USUAL)).isEqualTo(1_000);
        assertThat(grain.bytes(USUAL)).isEqualTo(1_000_000);
    }

    @Test
    void shouldHalveAfterEachTransactionThatTheTargetDidNotTake() {
        grain.held(HoldReason.TARGET_UNAVAILABLE);
        grain.held(HoldReason.FENCED);

        assertThat(grain.records(USUAL)).isEqualTo(250);
        assertThat(grain.bytes(USUAL)).isEqualTo(250_000);
    }

    @Test
    void shouldStayAsItIsWhenABatchWaitsForSomethingElse() {
        grain.held(HoldReason.POLICY_BEHIND);
        grain.held(HoldReason.REGISTRY_UNAVAILABLE);

        assertThat(grain.records(USUAL)).isEqualTo(1_000);
    }

    @Test
    void shouldDoubleUpToTheUsualOnlyAfterTransactionsThatEndSoon() {
        grain.held(HoldReason.TARGET_UNAVAILABLE);
        grain.held(HoldReason.TARGET_UNAVAILABLE);

        grain.ended(Duration.ofMillis(1_001).toNanos(), TIME);
        assertThat(grain.records(USUAL)).isEqualTo(250);

        grain.ended(Duration.ofMillis(1_000).toNanos(), TIME);
        assertThat(grain.records(USUAL)).isEqualTo(500);

        grain.ended(0, TIME);
        grain.ended(0, TIME);
        assertThat(grain.records(USUAL)).isEqualTo(1_000);
    }

    @Test
    void shouldNeverLetLessThanOneRecordThrough() {
        for (int i = 0; i < 100; i++) {
            grain.held(HoldReason.TARGET_UNAVAILABLE);
        }

        assertThat(grain.records(USUAL)).isEqualTo(1);
        assertThat(grain.bytes(USUAL)).isPositive();
    }
}
