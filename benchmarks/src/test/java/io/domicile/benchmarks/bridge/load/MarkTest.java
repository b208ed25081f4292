package io.domicile.benchmarks.bridge.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class MarkTest {

    private static final Mark MARK = new Mark(42, 63, 99_999, 123_456_789_012_345L);

    @ParameterizedTest
    @EnumSource(Payload.class)
    void shouldBeFoundInEveryPayload(Payload payload) {
        assertThat(Mark.find(payload.with(MARK))).contains(MARK);
    }

    @Test
    void shouldBeFoundWhereverItStands() {
        byte[] stored = new byte[100];
        Arrays.fill(stored, (byte) '@');
        MARK.writeTo(stored, 51);

        assertThat(Mark.find(stored)).contains(MARK);
    }

    @Test
    void shouldNotBeFoundInWhatIsNoMark() {
        assertThat(Mark.find(new byte[500])).isEmpty();
        assertThat(Mark.find("@12345@".getBytes(StandardCharsets.US_ASCII))).isEmpty();
        assertThat(Mark.find(("@" + "x".repeat(36) + "@").getBytes(StandardCharsets.US_ASCII)))
                .isEmpty();
    }

    @Test
    void shouldRefuseNumbersThatDoNotFit() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Mark(1_000_000, 0, 0, 0).writeTo(new byte[Mark.LENGTH], 0))
                .withMessageContaining("1000000");
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
