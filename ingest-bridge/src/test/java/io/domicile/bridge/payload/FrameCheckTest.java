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
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.apache.avro.Schema;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class FrameCheckTest {

    private final InMemorySchemaRegistry registry = new InMemorySchemaRegistry();
    private final AtomicLong nanos = new AtomicLong();
    private final FrameCheck check = new FrameCheck(registry, Telemetry.getClassSchema(), new RefusedIds(nanos::get));
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

    @ParameterizedTest
    @EnumSource(names = {"NOT_FOUND", "INVALID_SCHEMA"})
    void shouldAskOnceForAnIdThatIsNoGood(Kind kind) {
        // given
        byte[] unknown = WireFormat.withSchemaId(frame, 999);
        registry.failWith(kind);
        Ending first = endingOf(unknown);
        long asked = registry.questions();

        // when
        Ending second = endingOf(unknown);

        // then
        assertThat(second).isEqualTo(first);
        assertThat(registry.questions()).isEqualTo(asked);
    }

    @Test
    void shouldAskAgainForAnUnknownIdWhenSomeTimeHasPassed() {
        // given
        registry.failWith(Kind.NOT_FOUND);
        assertThat(endingOf(frame)).isEqualTo(Ending.UNKNOWN_SCHEMA);
        registry.recover();
        nanos.addAndGet(RefusedIds.LIFE.toNanos() - 1);
        assertThat(endingOf(frame)).isEqualTo(Ending.UNKNOWN_SCHEMA);

        // when
        nanos.addAndGet(1);

        // then
        assertThatCode(() -> check.check(frame)).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @EnumSource(names = {"UNAVAILABLE", "UNAUTHORIZED", "UNEXPECTED_ANSWER"})
    void shouldRememberNoAnswerThatIsNone(Kind kind) {
        // given
        registry.failWith(kind);
        assertThatThrownBy(() -> check.check(frame)).isInstanceOf(SchemaRegistryException.class);

        // when
        registry.recover();

        // then
        assertThatCode(() -> check.check(frame)).doesNotThrowAnyException();
    }

    @Test
    void shouldRememberABoundedNumberOfIds() {
        RefusedIds ids = new RefusedIds(nanos::get);

        for (int id = 0; id < 3 * RefusedIds.MAXIMUM; id++) {
            ids.remember(id, Ending.UNKNOWN_SCHEMA);
        }

        assertThat(IntStream.range(0, 3 * RefusedIds.MAXIMUM)
                        .filter(id -> ids.find(id).isPresent())
                        .count())
                .isLessThanOrEqualTo(RefusedIds.MAXIMUM);
    }

    @Test
    void shouldRefuseABodyThatIsNestedWithoutEnd() {
        // given: a writer's schema with a field that holds itself, which the reader's schema skips
        Schema nested = new Schema.Parser().parse("""
                {"type": "record", "name": "Telemetry", "namespace": "io.domicile.schemas.event", "fields": [
                  {"name": "inner", "type": ["null", "Telemetry"]},
                  {"name": "readings", "type": {"type": "map", "values": "long"}}]}
                """);
        byte[] body = new byte[1_000_000];
        Arrays.fill(body, (byte) 2);

        // then
        assertThat(endingOf(WireFormat.frame(registry.register("nested", nested), body)))
                .isEqualTo(Ending.MALFORMED_FRAME);
    }

    @Test
    void shouldRefuseABodyThatPromisesMoreThanItHolds() {
        int id = WireFormat.findSchemaId(frame).orElseThrow();
        byte[] endless = {0, (byte) 0xfe, (byte) 0xff, (byte) 0xff, (byte) 0xff, 0x0f, 2, 'k', 0};

        assertThat(endingOf(WireFormat.frame(id, endless))).isEqualTo(Ending.MALFORMED_FRAME);
    }

    private Ending endingOf(byte[] payload) {
        return catchThrowableOfType(UndecodablePayloadException.class, () -> check.check(payload))
                .ending();
    }
}
