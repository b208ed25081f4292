package io.domicile.replicator.state;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import org.junit.jupiter.api.Test;

class LaneStateTest {

    private static final LaneState WAITING = new LaneState.Waiting(HoldReason.FENCED);
    private static final LaneState HALTED = new LaneState.Halted(HaltReason.FOREIGN_WRITE, OptionalLong.empty());

    @Test
    void shouldNeverRunAgainOnceHaltedOrClosed() {
        for (LaneState ended : List.of(HALTED, LaneState.CLOSED)) {
            assertThat(ended.allows(LaneState.RUNNING)).isFalse();
            assertThat(ended.allows(WAITING)).isFalse();
            assertThat(ended.allows(LaneState.OPENING)).isFalse();
        }
        assertThat(HALTED.allows(LaneState.CLOSED)).isTrue();
        assertThat(LaneState.CLOSED.allows(LaneState.CLOSED)).isFalse();
    }

    @Test
    void shouldGoBackAndForthBetweenRunningAndWaiting() {
        assertThat(LaneState.RUNNING.allows(WAITING)).isTrue();
        assertThat(WAITING.allows(LaneState.RUNNING)).isTrue();
        assertThat(WAITING.allows(HALTED)).isTrue();
        assertThat(LaneState.RUNNING.allows(LaneState.OPENING)).isFalse();
    }

    @Test
    void shouldTellKindAndReason() {
        assertThat(WAITING.kind()).isEqualTo("waiting");
        assertThat(WAITING.reasonCode()).isEqualTo("fenced");
        assertThat(HALTED.reasonCode()).isEqualTo("foreign-write");
        assertThat(LaneState.RUNNING.reasonCode()).isEqualTo("none");
        assertThat(LaneState.KINDS).contains(WAITING.kind(), HALTED.kind(), LaneState.CLOSED.kind());
    }

    @Test
    void shouldGiveEveryReasonACodeOfItsOwn() {
        Set<String> codes = new HashSet<>();
        Arrays.stream(HaltReason.values()).forEach(reason -> codes.add(reason.code()));
        Arrays.stream(HoldReason.values()).forEach(reason -> codes.add(reason.code()));
        assertThat(codes).hasSize(HaltReason.values().length + HoldReason.values().length);
    }
}
