package io.domicile.schemas.serde;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.domicile.schemas.TestRegistry;
import io.domicile.schemas.event.OrganizationSettings;
import io.domicile.schemas.event.RoleDefinition;
import io.domicile.schemas.event.Telemetry;
import io.domicile.schemas.registry.SchemaRegistryException;
import io.domicile.schemas.wire.MalformedFrameException;
import io.domicile.schemas.wire.WireFormat;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.apache.avro.Schema;
import org.apache.avro.SchemaBuilder;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.generic.GenericRecordBuilder;
import org.junit.jupiter.api.Test;

class FramedSerdeTest {

    private static final Instant TIME = Instant.ofEpochMilli(1_763_650_000_123L);

    private final TestRegistry registry = new TestRegistry();
    private final FramedReader<RoleDefinition> reader =
            FramedReader.specific(registry, RoleDefinition.getClassSchema());

    @Test
    void shouldReadBackWhatWasWritten() {
        // given
        byte[] frame = writer().write(role());

        // when
        RoleDefinition read = reader.read(frame);

        // then
        assertThat(read).isEqualTo(role());
    }

    @Test
    void shouldWriteGenericAndGeneratedRecordsAlike() {
        // given
        GenericRecord generic = FramedReader.<GenericRecord>generic(registry, RoleDefinition.getClassSchema())
                .read(writer().write(role()));

        // when
        byte[] frame = new FramedWriter<GenericRecord>(registry, RoleDefinition.getClassSchema()).write(generic);

        // then
        assertThat(frame).isEqualTo(writer().write(role()));
        assertThat(generic.get("updated_at")).isEqualTo(TIME.toEpochMilli());
    }

    @Test
    void shouldFillAnAddedFieldWithItsDefault() {
        // given
        Schema older = SchemaBuilder.record("RoleDefinition")
                .namespace(RoleDefinition.getClassSchema().getNamespace())
                .fields()
                .name("permissions")
                .type(RoleDefinition.getClassSchema().getField("permissions").schema())
                .noDefault()
                .name("updated_at")
                .type(RoleDefinition.getClassSchema().getField("updated_at").schema())
                .noDefault()
                .name("gone")
                .type()
                .stringType()
                .noDefault()
                .endRecord();
        GenericRecord written = new GenericRecordBuilder(older)
                .set("permissions", List.of("a"))
                .set("updated_at", TIME.toEpochMilli())
                .set("gone", "x")
                .build();

        // when
        RoleDefinition read = reader.read(new FramedWriter<GenericRecord>(registry, older).write(written));

        // then
        assertThat(read.getPermissions()).containsExactly("a");
        assertThat(read.getInherits()).isEmpty();
        assertThat(read.getUpdatedAt()).isEqualTo(TIME);
    }

    @Test
    void shouldRefuseAnotherRecord() {
        // given
        byte[] settings = new FramedWriter<OrganizationSettings>(registry, OrganizationSettings.getClassSchema())
                .write(OrganizationSettings.newBuilder()
                        .setTimeZone("UTC")
                        .setLocale("en")
                        .setSessionTimeoutMinutes(5)
                        .setUpdatedAt(TIME)
                        .build());

        // when / then
        assertThatThrownBy(() -> reader.read(settings)).isInstanceOf(MalformedFrameException.class);
    }

    @Test
    void shouldRefuseEveryTruncation() {
        // given
        byte[] frame = writer().write(role());

        // when / then
        for (int length = 0; length < frame.length; length++) {
            byte[] truncated = Arrays.copyOf(frame, length);
            assertThatThrownBy(() -> reader.read(truncated))
                    .as("length %d", length)
                    .isInstanceOf(MalformedFrameException.class);
        }
    }

    @Test
    void shouldRefuseLeftOverBytes() {
        // given
        byte[] frame = writer().write(role());

        // when / then
        assertThatThrownBy(() -> reader.read(Arrays.copyOf(frame, frame.length + 1)))
                .isInstanceOf(MalformedFrameException.class)
                .hasMessageContaining("left over");
    }

    @Test
    void shouldHandOnThatTheIdIsUnknown() {
        assertThatThrownBy(() -> reader.read(WireFormat.frame(77, new byte[3])))
                .isInstanceOf(SchemaRegistryException.class);
    }

    @Test
    void shouldOnlyEverCallRandomAndDamagedBytesMalformed() {
        // given
        List<Schema> schemas = List.of(RoleDefinition.getClassSchema(), Telemetry.getClassSchema(), everything());
        List<Integer> ids = schemas.stream()
                .map(schema -> registry.register(schema.getFullName(), schema))
                .toList();
        byte[] valid = writer().write(role());
        Map<String, Integer> outcomes = new TreeMap<>();

        // when
        for (int seed = 0; seed < 10_000; seed++) {
            Random random = new Random(seed);
            int which = random.nextInt(schemas.size());
            byte[] body = new byte[random.nextInt(64)];
            random.nextBytes(body);
            if (which == 0 && random.nextBoolean()) {
                body = Arrays.copyOfRange(valid, WireFormat.PREFIX_LENGTH, valid.length);
                body[random.nextInt(body.length)] ^= (byte) (1 << random.nextInt(8));
            }
            byte[] frame = WireFormat.frame(ids.get(which), body);
            Throwable failure = catchThrowable(
                    () -> FramedReader.generic(registry, schemas.get(which)).read(frame));
            outcomes.merge(failure == null ? "read" : failure.getClass().getName(), 1, Integer::sum);
        }

        // then
        assertThat(outcomes.keySet()).isSubsetOf("read", MalformedFrameException.class.getName());
        assertThat(outcomes).containsKeys("read", MalformedFrameException.class.getName());
    }

    @Test
    void shouldNotAllocateWhatALengthOnlyClaims() {
        // given: an array that claims two thousand million items, and a string of as many bytes
        int id = registry.register("r", RoleDefinition.getClassSchema());
        byte[] items = {(byte) 0xfe, (byte) 0xff, (byte) 0xff, (byte) 0xff, 0x0d, 2, 65};
        byte[] text = {2, (byte) 0xe0, (byte) 0xff, (byte) 0xff, (byte) 0xff, 0x0f, 65};

        // when / then
        for (byte[] body : List.of(items, text)) {
            assertThatThrownBy(() -> reader.read(WireFormat.frame(id, body)))
                    .isInstanceOf(MalformedFrameException.class);
        }
    }

    @Test
    void shouldNotQuoteARecordThatDoesNotFit() {
        // given
        GenericRecord record = new GenericData.Record(RoleDefinition.getClassSchema());
        record.put("permissions", "secret-value");

        // when
        Throwable failure = catchThrowable(
                () -> new FramedWriter<GenericRecord>(registry, RoleDefinition.getClassSchema()).write(record));

        // then
        assertThat(failure).isInstanceOf(IllegalArgumentException.class).hasNoCause();
        assertThat(failure.getMessage()).doesNotContain("secret-value").contains("RoleDefinition");
    }

    private FramedWriter<RoleDefinition> writer() {
        return new FramedWriter<>(registry, RoleDefinition.getClassSchema());
    }

    private static RoleDefinition role() {
        return RoleDefinition.newBuilder()
                .setPermissions(List.of("devices:read", "devices:write"))
                .setUpdatedAt(TIME)
                .build();
    }

    private static Schema everything() {
        return new Schema.Parser().parse("""
                        {"type": "record", "name": "Everything", "fields": [
                          {"name": "e", "type": {"type": "enum", "name": "E", "symbols": ["A", "B"]}},
                          {"name": "f", "type": {"type": "fixed", "name": "F", "size": 3}},
                          {"name": "u", "type": ["null", "int", "float", {"type": "array", "items": "bytes"}]},
                          {"name": "self", "type": ["null", "Everything"]},
                          {"name": "nothing", "type": {"type": "array", "items": "null"}}
                        ]}""");
    }
}
