package io.domicile.schemas.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WireFormatTest {

    @Test
    void shouldPutZeroAndBigEndianIdBeforeTheBody() {
        assertThat(WireFormat.frame(0x01020304, new byte[] {9, 8})).containsExactly(0, 1, 2, 3, 4, 9, 8);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 255, 256, Integer.MAX_VALUE, -1})
    void shouldReadBackTheId(int id) {
        assertThat(WireFormat.schemaId(WireFormat.frame(id, new byte[0]))).isEqualTo(id);
    }

    @Test
    void shouldReplaceTheIdOnlyInTheCopy() {
        // given
        byte[] frame = WireFormat.frame(7, new byte[] {1, 2, 3});

        // when
        byte[] other = WireFormat.withSchemaId(frame, 70_000);

        // then
        assertThat(other).isEqualTo(WireFormat.frame(70_000, new byte[] {1, 2, 3}));
        assertThat(frame).isEqualTo(WireFormat.frame(7, new byte[] {1, 2, 3}));
    }

    @Test
    void shouldRefuseWhatIsNotAFrame() {
        for (byte[] bytes : new byte[][] {{}, {0}, {0, 0, 0, 1}, {1, 0, 0, 0, 1, 5}, {123, 34, 97, 34, 58, 49, 125}}) {
            assertThat(WireFormat.findSchemaId(bytes)).isEmpty();
            assertThatThrownBy(() -> WireFormat.schemaId(bytes)).isInstanceOf(MalformedFrameException.class);
            assertThatThrownBy(() -> WireFormat.withSchemaId(bytes, 1)).isInstanceOf(MalformedFrameException.class);
        }
    }
}
