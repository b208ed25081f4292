package io.domicile.benchmarks.bridge.variant;

import static org.assertj.core.api.Assertions.assertThat;

import io.domicile.benchmarks.bridge.load.Payload;
import io.domicile.benchmarks.harness.measure.Mark;
import io.domicile.benchmarks.harness.measure.Tally;
import org.junit.jupiter.api.Test;

class ReceptionTest {

    @Test
    void shouldTellWhatItReceivedSinceALoadBegan() {
        Reception reception = new Reception();
        reception.add(Payload.OPAQUE.with(new Mark(6, 0, 0, 100)), 200);

        reception.answer("begin 7");
        reception.add(Payload.OPAQUE.with(new Mark(7, 0, 0, 100)), 400);
        reception.add(Payload.OPAQUE.with(new Mark(7, 0, 1, 100)), 150);
        reception.add(Payload.OPAQUE.with(new Mark(7, 0, 1, 100)), 900);

        assertThat(reception.answer("count")).isEqualTo("3");
        assertThat(reception.answer("distinct")).isEqualTo("2");
        Tally tally = Reception.parse(reception.answer("tally"));
        assertThat(tally.distinct()).isEqualTo(2);
        assertThat(tally.duplicates()).isEqualTo(1);
        assertThat(tally.latencies().stream()).containsExactly(50L, 300L);
    }

    @Test
    void shouldTellThatNothingArrived() {
        Tally tally = Reception.parse(new Reception().answer("tally"));

        assertThat(tally.distinct()).isZero();
        assertThat(tally.latencies().count()).isZero();
    }
}
