package io.domicile.benchmarks.bridge.load;

import static org.assertj.core.api.Assertions.assertThat;

import io.domicile.benchmarks.harness.measure.Mark;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class PayloadTest {

    private static final Mark MARK = new Mark(42, 63, 99_999, 123_456_789_012_345L);

    @ParameterizedTest
    @EnumSource(Payload.class)
    void shouldHoldItsMark(Payload payload) {
        assertThat(Mark.find(payload.with(MARK))).contains(MARK);
    }

    @Test
    void shouldGivePayloadsOfTheSizesNamed() {
        assertThat(Payload.JSON.with(MARK)).hasSize(200);
        assertThat(Payload.OPAQUE.with(MARK)).hasSize(1024);
    }

    @Test
    void shouldShareALoadAmongTheDevicesWithoutRemainder() {
        int all = 0;
        for (int device = 0; device < Fleet.DEVICES; device++) {
            all += Fleet.share(device, 1_003);
        }

        assertThat(all).isEqualTo(1_003);
    }
}
