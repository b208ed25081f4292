package io.domicile.router.topology;

import static io.domicile.router.fixture.World.HERE;
import static io.domicile.router.fixture.World.US_EAST;
import static io.domicile.router.fixture.World.policy;
import static io.domicile.router.fixture.World.utf8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.domicile.kit.kafka.HeaderNames;
import io.domicile.kit.kafka.RecordHeaders;
import io.domicile.kit.topic.Topics;
import io.domicile.residency.DataClass;
import io.domicile.router.fixture.RouterDriver;
import io.domicile.router.schema.RegistrySilentException;
import io.domicile.schemas.event.Alert;
import io.domicile.schemas.event.RoleDefinition;
import io.domicile.schemas.event.Telemetry;
import io.domicile.schemas.registry.SchemaRegistryException.Kind;
import io.domicile.schemas.wire.WireFormat;
import java.util.List;
import java.util.Map;
import org.apache.avro.Schema;
import org.apache.avro.SchemaBuilder;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.streams.test.TestRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Which values are let into a class: those its released schema wrote, or an evolution of it. */
class WrongSchemaTest {

    private static final String ROLES = Topics.ingress(DataClass.ROLE_DEFINITIONS);
    private static final String TELEMETRY = Topics.ingress(DataClass.TELEMETRY);

    private final RouterDriver router = new RouterDriver();

    @BeforeEach
    void home() {
        router.gate.put(policy(HERE, false));
    }

    @AfterEach
    void close() {
        router.close();
    }

    static List<DataClass> replicated() {
        return DataClass.replicated();
    }

    @ParameterizedTest
    @MethodSource("replicated")
    void shouldBlockRegionalDataInEveryReplicatedClass(DataClass dataClass) {
        String ingress = Topics.ingress(dataClass);

        assertWrongSchema(pipe(ingress, router.framed(Telemetry.getClassSchema()), none()));
        assertWrongSchema(pipe(ingress, utf8("{\"t\":21.5}"), none()));
        assertWrongSchema(pipe(ingress, new byte[0], framed()));
        assertWrongSchema(pipe(ingress, WireFormat.frame(4711, utf8("x")), none()));
        assertThat(RouterDriver.auditOf(pipe(ingress, utf8("x"), none())))
                .startsWith("block wrong-schema " + dataClass.id() + " - 7 ");
    }

    @Test
    void shouldLetInAnEvolutionThatTheRegistryAcceptedUnderTheName() {
        // given
        Schema evolved = withField(RoleDefinition.getClassSchema(), "since");

        // when / then
        assertThat(pipe(ROLES, router.framed(evolved), none())).containsKey(Topics.egress(DataClass.ROLE_DEFINITIONS));
    }

    @Test
    void shouldBlockASchemaThatBorrowsTheNameUnderAnotherSubject() {
        // given
        int borrowed = router.registry.register("mine", withField(RoleDefinition.getClassSchema(), "telemetry"));

        // when / then
        assertWrongSchema(pipe(ROLES, WireFormat.frame(borrowed, utf8("x")), none()));
    }

    @Test
    void shouldBlockWhatIsOnItsWayToAnotherHomeToo() {
        // given
        router.gate.put(policy(US_EAST, false));

        // when / then
        assertWrongSchema(pipe(ROLES, router.framed(Alert.getClassSchema()), none()));
    }

    @Test
    void shouldCheckARegionalClassOnlyWhereItSaysThatItIsFramedAvro() {
        byte[] alert = router.framed(Alert.getClassSchema());

        assertWrongSchema(pipe(TELEMETRY, alert, framed()));
        assertWrongSchema(pipe(TELEMETRY, utf8("21.5"), framed()));
        assertThat(pipe(TELEMETRY, router.framed(Telemetry.getClassSchema()), framed()))
                .containsOnlyKeys(Topics.home(DataClass.TELEMETRY));
        assertThat(pipe(TELEMETRY, alert, none())).containsOnlyKeys(Topics.home(DataClass.TELEMETRY));
        assertThat(pipe(Topics.ingress(DataClass.DASHBOARDS), utf8("{}"), framed()))
                .containsOnlyKeys(Topics.home(DataClass.DASHBOARDS));
    }

    @Test
    void shouldAskTheRegistryOnceForAnId() {
        // given
        byte[] role = router.valueOf(DataClass.ROLE_DEFINITIONS);
        pipe(ROLES, role, none());
        pipe(ROLES, WireFormat.frame(4711, utf8("x")), none());
        long asked = router.registry.questions();

        // when
        pipe(ROLES, role, none());
        pipe(ROLES, WireFormat.frame(4711, utf8("x")), none());

        // then
        assertThat(router.registry.questions()).isEqualTo(asked);
    }

    @Test
    void shouldAskAgainForAnIdThatWasUnknown() {
        // given
        int next = router.registry.register("probe", Telemetry.getClassSchema()) + 1;
        assertWrongSchema(pipe(ROLES, WireFormat.frame(next, utf8("x")), none()));
        byte[] role = router.valueOf(DataClass.ROLE_DEFINITIONS);
        assertThat(WireFormat.schemaId(role)).isEqualTo(next);

        // when
        router.advance(java.time.Duration.ofSeconds(6));

        // then
        assertThat(pipe(ROLES, role, none())).containsKey(Topics.home(DataClass.ROLE_DEFINITIONS));
    }

    @ParameterizedTest
    @EnumSource(names = {"UNAVAILABLE", "UNAUTHORIZED", "UNEXPECTED_ANSWER"})
    void shouldDecideNothingWhileTheRegistryDoesNotAnswer(Kind kind) {
        // given
        byte[] role = router.valueOf(DataClass.ROLE_DEFINITIONS);
        router.registry.failWith(kind);

        // when / then
        assertThatThrownBy(() -> pipe(ROLES, role, none())).hasRootCauseInstanceOf(RegistrySilentException.class);
        assertThat(router.drain()).isEmpty();
        assertThat(router.schemas.answers()).isFalse();

        // when
        router.schemas.askAgain();
        assertThat(router.schemas.answers()).isFalse();
        router.registry.recover();
        router.schemas.askAgain();

        // then
        assertThat(router.schemas.answers()).isTrue();
    }

    private Map<String, List<TestRecord<byte[], byte[]>>> pipe(String topic, byte[] value, Headers headers) {
        return router.pipe(topic, utf8("acme/dev-7"), value, headers);
    }

    private static void assertWrongSchema(Map<String, List<TestRecord<byte[], byte[]>>> departed) {
        assertThat(departed).containsOnlyKeys(Topics.QUARANTINE, Topics.AUDIT);
        assertThat(RecordHeaders.text(departed.get(Topics.QUARANTINE).get(0).headers(), HeaderNames.REASON))
                .isEqualTo("wrong-schema");
    }

    private static Schema withField(Schema schema, String name) {
        SchemaBuilder.FieldAssembler<Schema> fields = SchemaBuilder.record(schema.getName())
                .namespace(schema.getNamespace())
                .fields();
        for (Schema.Field field : schema.getFields()) {
            fields = fields.name(field.name()).type(field.schema()).noDefault();
        }
        return fields.name(name).type().stringType().stringDefault("").endRecord();
    }

    private static Headers none() {
        return new org.apache.kafka.common.header.internals.RecordHeaders();
    }

    private static Headers framed() {
        return none().add(HeaderNames.CONTENT_TYPE, utf8(HeaderNames.FRAMED_AVRO));
    }
}
