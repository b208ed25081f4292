package io.domicile.replicator.schema;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.domicile.replicator.schema.Translation.Refused;
import io.domicile.replicator.schema.Translation.Translated;
import io.domicile.residency.link.LinkAnswer.RefuseReason;
import io.domicile.schemas.event.RoleDefinition;
import io.domicile.schemas.event.Telemetry;
import io.domicile.schemas.event.UserCredential;
import io.domicile.schemas.policy.OrganizationPolicyEntry;
import io.domicile.schemas.policy.PolicyManifest;
import io.domicile.schemas.registry.SchemaRegistry.Compatibility;
import io.domicile.schemas.registry.SchemaRegistryException;
import io.domicile.schemas.registry.SchemaRegistryException.Kind;
import io.domicile.schemas.registry.SchemaText;
import io.domicile.schemas.serde.FramedReader;
import io.domicile.schemas.serde.FramedWriter;
import io.domicile.schemas.wire.WireFormat;
import io.domicile.testkit.fake.InMemorySchemaRegistry;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericRecord;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ValueTranslatorTest {

    private static final Instant TIME = Instant.ofEpochMilli(1_763_650_000_123L);
    private static final SchemaRule ROLE = new SchemaRule.Declared(RoleDefinition.getClassSchema());
    private static final SchemaRule POLICY =
            new SchemaRule.AnyOf(List.of(OrganizationPolicyEntry.getClassSchema(), PolicyManifest.getClassSchema()));
    private static final SchemaRule TELEMETRY = new SchemaRule.Framed(Set.of("io.domicile.schemas.event.Telemetry"));
    private static final Refused UNDECLARED = new Refused(RefuseReason.UNDECLARED_SCHEMA);

    private final InMemorySchemaRegistry source = new InMemorySchemaRegistry(1);
    private final InMemorySchemaRegistry target = new InMemorySchemaRegistry(900);
    private final ValueTranslator translator = new ValueTranslator(source, target);

    @BeforeEach
    void allowAnySchemaAtTheSource() {
        source.setGlobalCompatibility(Compatibility.NONE);
    }

    @Test
    void shouldChangeOnlyTheIdOfAReleasedSchema() {
        // given
        byte[] value = role();

        // when
        Translated translated = translated(ROLE, value);

        // then
        int id = target.idOf("io.domicile.schemas.event.RoleDefinition", RoleDefinition.getClassSchema());
        assertThat(id).isGreaterThanOrEqualTo(900);
        assertThat(translated.value()).isEqualTo(WireFormat.withSchemaId(value, id));
        assertThat(translated.droppedFields()).isZero();
        assertThat(value).isEqualTo(role());
    }

    @Test
    void shouldAskTheTargetOncePerSchema() {
        // given
        translated(ROLE, role());
        long asked = target.questions();

        // when
        translated(ROLE, role());

        // then
        assertThat(target.questions()).isEqualTo(asked);
    }

    @Test
    void shouldLeaveUndeclaredFieldsBehindAndCountThem() {
        // given: a writer that adds a name and a nested person
        String text = SchemaText.portable(RoleDefinition.getClassSchema());
        Schema written = new Schema.Parser().parse(text.substring(0, text.lastIndexOf(']')) + """
                , {"name": "full_name", "type": "string"},
                  {"name": "person", "type": {"type": "record", "name": "Person", "fields": [
                    {"name": "e_mail", "type": "string"}]}}]}""");
        GenericRecord person = new GenericData.Record(written.getField("person").schema());
        person.put("e_mail", "jane@example.org");
        GenericRecord record = fill(written);
        record.put("full_name", "Jane Roe");
        record.put("person", person);

        // when
        Translated translated = translated(ROLE, write(written, record));

        // then
        assertThat(new String(translated.value(), StandardCharsets.ISO_8859_1)).doesNotContain("Jane", "jane");
        assertThat(translated.droppedFields()).isEqualTo(2);
        assertThat(read(translated.value())).isEqualTo(expectedRole());
        assertThat(target.subjects()).containsExactly("io.domicile.schemas.event.RoleDefinition");
        assertThat(target.latest("io.domicile.schemas.event.RoleDefinition").schema())
                .hasToString(SchemaText.portable(RoleDefinition.getClassSchema()));
    }

    @Test
    void shouldNotRegisterTheWritersWordsWhereOnlyTheyDiffer() {
        // given
        Schema written = new Schema.Parser()
                .parse(SchemaText.portable(RoleDefinition.getClassSchema())
                        .replace("What a role may do", "Roles of Jane Roe"));

        // when
        Translated translated = translated(ROLE, write(written, fill(written)));

        // then
        assertThat(written.getDoc()).contains("Jane");
        assertThat(translated.droppedFields()).isZero();
        assertThat(target.schemaById(WireFormat.schemaId(translated.value())).getDoc())
                .doesNotContain("Jane");
    }

    @Test
    void shouldFillInWhatAnOlderWriterDidNotKnow() {
        // given
        Schema older = new Schema.Parser().parse("""
                {"type": "record", "name": "RoleDefinition", "namespace": "io.domicile.schemas.event", "fields": [
                  {"name": "permissions", "type": {"type": "array", "items": "string"}},
                  {"name": "updated_at", "type": "long"}]}""");

        // when
        Translated translated = translated(ROLE, write(older, fill(older)));

        // then
        assertThat(read(translated.value())).isEqualTo(expectedRole());
        assertThat(translated.droppedFields()).isZero();
    }

    @Test
    void shouldRefuseAWriterThatLacksARequiredField() {
        // given
        Schema lacking = new Schema.Parser().parse("""
                {"type": "record", "name": "RoleDefinition", "namespace": "io.domicile.schemas.event",
                 "fields": [{"name": "permissions", "type": {"type": "array", "items": "string"}}]}""");
        GenericRecord record = new GenericData.Record(lacking);
        record.put("permissions", List.of("a"));

        // when / then
        assertThat(translator.translate(ROLE, write(lacking, record))).isEqualTo(UNDECLARED);
    }

    @Test
    void shouldRefuseAnotherRecord() {
        // given
        byte[] credential = new FramedWriter<UserCredential>(source, UserCredential.getClassSchema())
                .write(UserCredential.newBuilder()
                        .setAlgorithm("a")
                        .setIterations(1)
                        .setSalt(ByteBuffer.allocate(1))
                        .setVerifier(ByteBuffer.allocate(1))
                        .setUpdatedAt(TIME)
                        .build());

        // when / then
        for (SchemaRule rule : List.of(ROLE, POLICY, TELEMETRY)) {
            assertThat(translator.translate(rule, credential)).isEqualTo(UNDECLARED);
        }
        assertThat(target.subjects()).isEmpty();
    }

    @Test
    void shouldRefuseWhatIsNotFramedOrHasAnUnknownId() {
        for (byte[] value : List.of(
                new byte[0],
                new byte[] {0, 0, 0},
                "{\"a\": 1}".getBytes(StandardCharsets.UTF_8),
                WireFormat.frame(77, new byte[] {0, 0, 2}))) {
            assertThat(translator.translate(ROLE, value)).isEqualTo(UNDECLARED);
            assertThat(translator.translate(TELEMETRY, value)).isEqualTo(UNDECLARED);
        }
    }

    @Test
    void shouldRefuseASchemaThatIsNoRecord() {
        // given
        int id = source.register("text", Schema.create(Schema.Type.STRING));

        // when / then
        assertThat(translator.translate(ROLE, WireFormat.frame(id, new byte[] {2, 65})))
                .isEqualTo(UNDECLARED);
    }

    @Test
    void shouldTakeAnIdThatBecomesKnownLater() {
        // given
        byte[] value = new FramedWriter<RoleDefinition>(new InMemorySchemaRegistry(1), RoleDefinition.getClassSchema())
                .write(expectedRole());
        Translation before = translator.translate(ROLE, value);

        // when
        source.register("io.domicile.schemas.event.RoleDefinition", RoleDefinition.getClassSchema());

        // then
        assertThat(before).isEqualTo(UNDECLARED);
        assertThat(translator.translate(ROLE, value)).isInstanceOf(Translated.class);
    }

    @Test
    void shouldRefuseBytesThatNoFieldAccountsFor() {
        // given
        byte[] value = role();

        // when / then
        assertThat(translator.translate(ROLE, Arrays.copyOf(value, value.length + 8)))
                .isEqualTo(UNDECLARED);
        assertThat(translator.translate(ROLE, Arrays.copyOf(value, value.length - 1)))
                .isEqualTo(UNDECLARED);
    }

    @Test
    void shouldNeverThrowOverAValue() {
        for (int seed = 0; seed < 2_000; seed++) {
            // given
            Random random = new Random(seed);
            byte[] value = role();
            int damaged = WireFormat.PREFIX_LENGTH + random.nextInt(value.length - WireFormat.PREFIX_LENGTH);
            value[damaged] = (byte) random.nextInt();

            // when
            Translation translation = translator.translate(ROLE, value);

            // then
            assertThat(translation).isInstanceOfAny(Translated.class, Refused.class);
        }
    }

    @Test
    void shouldTellThePolicyTopicsRecordsApart() {
        // given
        byte[] manifest = new FramedWriter<PolicyManifest>(source, PolicyManifest.getClassSchema())
                .write(PolicyManifest.newBuilder()
                        .setGeneration(3)
                        .setCount(1)
                        .setDigest(ByteBuffer.allocate(32))
                        .build());
        byte[] entry = new FramedWriter<OrganizationPolicyEntry>(source, OrganizationPolicyEntry.getClassSchema())
                .write(OrganizationPolicyEntry.newBuilder()
                        .setOrganization("acme")
                        .setHome("eu-west")
                        .setStandbys(List.of("eu-central"))
                        .setStrict(false)
                        .setState("active")
                        .setEpoch(1)
                        .build());

        // when
        byte[] translatedManifest = translated(POLICY, manifest).value();
        byte[] translatedEntry = translated(POLICY, entry).value();

        // then
        assertThat(target.schemaById(WireFormat.schemaId(translatedManifest)).getName())
                .isEqualTo("PolicyManifest");
        assertThat(target.schemaById(WireFormat.schemaId(translatedEntry)).getName())
                .isEqualTo("OrganizationPolicyEntry");
    }

    @Test
    void shouldForwardADeclaredRecordAsItWasWritten() {
        // given
        Schema written = new Schema.Parser()
                .parse(SchemaText.portable(Telemetry.getClassSchema())
                        .replace("\"fields\":[", "\"fields\":[{\"name\":\"more\",\"type\":\"string\"},"));
        GenericRecord record = new GenericData.Record(written);
        record.put("more", "kept");
        record.put("readings", Map.of("a", 1L));
        byte[] value = write(written, record);

        // when
        Translated translated = translated(TELEMETRY, value);

        // then
        int id = WireFormat.schemaId(translated.value());
        assertThat(target.schemaById(id)).isEqualTo(written);
        assertThat(translated.value()).isEqualTo(WireFormat.withSchemaId(value, id));
    }

    @Test
    void shouldForwardNothingFramedOfAClassThatDeclaresNothing() {
        assertThat(translator.translate(new SchemaRule.Framed(Set.of()), role()))
                .isEqualTo(UNDECLARED);
    }

    @Test
    void shouldPassOpaqueBytesAndTombstonesWithoutAskingAnybody() {
        // given
        byte[] opaque = {1, 2, 3};
        long asked = source.questions() + target.questions();

        // when / then
        assertThat(translated(new SchemaRule.Opaque(), opaque).value()).isSameAs(opaque);
        for (SchemaRule rule : List.of(ROLE, POLICY, TELEMETRY, new SchemaRule.Opaque())) {
            assertThat(translated(rule, null)).isEqualTo(new Translated(null, 0));
        }
        assertThat(source.questions() + target.questions()).isEqualTo(asked);
    }

    @ParameterizedTest
    @EnumSource(
            value = Kind.class,
            names = {"UNAVAILABLE", "UNAUTHORIZED", "UNEXPECTED_ANSWER"})
    void shouldWaitForTheSourcesRegistryRatherThanGuess(Kind kind) {
        // given
        byte[] value = role();
        source.failWith(kind);

        // when / then
        assertThatThrownBy(() -> translator.translate(ROLE, value)).isInstanceOf(SchemaRegistryException.class);
        source.recover();
        assertThat(translator.translate(ROLE, value)).isInstanceOf(Translated.class);
    }

    @ParameterizedTest
    @EnumSource(Kind.class)
    void shouldWaitForTheTargetsRegistryWhateverItSays(Kind kind) {
        // given
        byte[] value = role();
        target.failWith(kind);

        // when / then
        assertThatThrownBy(() -> translator.translate(ROLE, value)).isInstanceOf(SchemaRegistryException.class);
        target.recover();
        assertThat(translator.translate(ROLE, value)).isInstanceOf(Translated.class);
    }

    private Translated translated(SchemaRule rule, byte[] value) {
        Translation translation = translator.translate(rule, value);
        assertThat(translation).isInstanceOf(Translated.class);
        return (Translated) translation;
    }

    private byte[] role() {
        return new FramedWriter<RoleDefinition>(source, RoleDefinition.getClassSchema()).write(expectedRole());
    }

    private RoleDefinition read(byte[] value) {
        return FramedReader.<RoleDefinition>specific(target, RoleDefinition.getClassSchema())
                .read(value);
    }

    private byte[] write(Schema schema, GenericRecord record) {
        return new FramedWriter<GenericRecord>(source, schema).write(record);
    }

    private static RoleDefinition expectedRole() {
        return RoleDefinition.newBuilder()
                .setPermissions(List.of("devices:read"))
                .setUpdatedAt(TIME)
                .build();
    }

    private static GenericRecord fill(Schema schema) {
        GenericRecord record = new GenericData.Record(schema);
        record.put("permissions", List.of("devices:read"));
        if (schema.getField("inherits") != null) {
            record.put("inherits", List.of());
        }
        record.put("updated_at", TIME.toEpochMilli());
        return record;
    }
}
