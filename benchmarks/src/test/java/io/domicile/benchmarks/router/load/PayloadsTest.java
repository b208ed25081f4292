package io.domicile.benchmarks.router.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.domicile.benchmarks.harness.measure.Mark;
import io.domicile.schemas.wire.WireFormat;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.zip.DeflaterOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PayloadsTest {

    private static final int SCHEMA_ID = 7;

    @ParameterizedTest
    @ValueSource(ints = {60, 256, 1024})
    void shouldBeFramedMarkedAndOfItsSize(int size) {
        Mark mark = new Mark(3, 255, 99_999, 123_456_789L);

        byte[] value = new Payloads(size, SCHEMA_ID).with(mark);

        assertThat(value).hasSize(size);
        assertThat(WireFormat.schemaId(value)).isEqualTo(SCHEMA_ID);
        assertThat(Mark.find(value)).contains(mark);
    }

    @Test
    void shouldBeCompressibleByAboutHalfAmongManyOfThem() throws IOException {
        Payloads payloads = new Payloads(256, SCHEMA_ID);
        ByteArrayOutputStream compressed = new ByteArrayOutputStream();
        try (DeflaterOutputStream deflater = new DeflaterOutputStream(compressed)) {
            for (int number = 0; number < 1_000; number++) {
                deflater.write(payloads.with(new Mark(1, number % 256, number / 256, number)));
            }
        }

        assertThat(compressed.size()).isBetween(256_000 / 5, 256_000 * 3 / 5);
    }

    @Test
    void shouldRefuseASizeWithoutRoomForTheMark() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Payloads(43, SCHEMA_ID))
                .withMessageContaining("43");
    }
}
