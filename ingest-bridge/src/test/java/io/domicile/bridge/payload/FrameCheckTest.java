package io.domicile.bridge.payload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.domicile.bridge.ledger.Ending;
import io.domicile.schemas.event.Alert;
import io.domicile.schemas.event.Telemetry;
import io.domicile.schemas.registry.SchemaRegistryException;
import io.domicile.schemas.registry.SchemaRegistryException.Kind;
import io.domicile.schemas.serde.FramedWriter;
import io.domicile.schemas.wire.WireFormat;
import io.domicile.testkit.fake.InMemorySchemaRegistry;
import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class FrameCheckTest {

    private final InMemorySchemaRegistry registry = new InMemorySchemaRegistry();
    private final FrameCheck check = new FrameCheck(registry, Telemetry.getClassSchema());
    private final byte[] frame = new FramedWriter<Telemetry>(registry, Telemetry.getClassSchema())
            .write(new Telemetry(null, Map.of("t", 1L)));

    @Test
    void shouldAcceptAFrameOfItsClass() {
        assertThatCode(() -> check.check(frame)).doesNotThrowAnyException();
    }

    @Test
    void shouldRefuseAnotherClassAndDamage() {
        byte[] alert = new FramedWriter<Alert>(registry, Alert.getClassSchema()).write(new Alert(null, Map.of()));

        assertThat(endingOf(alert)).isEqualTo(Ending.WRONG_SCHEMA);
        assertThat(endingOf(Arrays.copyOf(frame, frame.length - 1))).isEqualTo(Ending.MALFORMED_FRAME);
        assertThat(endingOf(new byte[] {1, 2})).isEqualTo(Ending.MALFORMED_FRAME);
    }

    @ParameterizedTest
    @ValueSource(ints = {999, 0, -1, Integer.MIN_VALUE})
    void shouldRefuseAnIdThatTheRegistryDoesNotKnow(int id) {
        assertThat(endingOf(WireFormat.withSchemaId(frame, id))).isEqualTo(Ending.UNKNOWN_SCHEMA);
    }

    @Test
    void shouldRefuseAnIdWhoseSchemaIsNotAvro() {
        registry.failWith(Kind.INVALID_SCHEMA);

        assertThat(endingOf(frame)).isEqualTo(Ending.WRONG_SCHEMA);
    }

    @ParameterizedTest
    @EnumSource(names = {"UNAVAILABLE", "UNAUTHORIZED", "UNEXPECTED_ANSWER"})
    void shouldNotJudgeWhileTheRegistryDoesNotAnswer(Kind kind) {
        registry.failWith(kind);

        assertThatThrownBy(() -> check.check(frame)).isInstanceOf(SchemaRegistryException.class);
    }

    private Ending endingOf(byte[] payload) {
        return catchThrowableOfType(UndecodablePayloadException.class, () -> check.check(payload))
                .ending();
    }
}
