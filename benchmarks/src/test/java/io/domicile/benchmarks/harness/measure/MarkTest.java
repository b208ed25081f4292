package io.domicile.benchmarks.harness.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class MarkTest {

    private static final Mark MARK = new Mark(42, 63, 99_999, 123_456_789_012_345L);

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
}
