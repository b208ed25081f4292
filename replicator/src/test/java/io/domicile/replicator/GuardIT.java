package io.domicile.replicator;

import static io.domicile.replicator.Fixtures.role;
import static io.domicile.replicator.Fixtures.roleRecord;
import static io.domicile.replicator.Fixtures.tag;
import static io.domicile.replicator.Fixtures.utf8;
import static io.domicile.replicator.TwoRegions.CENTRAL;
import static io.domicile.replicator.TwoRegions.ROLES;
import static io.domicile.replicator.TwoRegions.ROLES_MIRROR;
import static io.domicile.replicator.TwoRegions.WEST;
import static io.domicile.replicator.TwoRegions.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import io.domicile.kit.policy.GateStatus;
import io.domicile.kit.topic.Topics;
import io.domicile.residency.DataClass;
import io.domicile.residency.OrganizationId;
import io.domicile.schemas.audit.AuditEntry;
import io.domicile.schemas.event.RoleDefinition;
import io.domicile.schemas.policy.OrganizationPolicyEntry;
import io.domicile.schemas.registry.SchemaRegistryException;
import io.domicile.schemas.serde.FramedReader;
import io.domicile.schemas.serde.FramedWriter;
import io.domicile.schemas.wire.WireFormat;
import io.micrometer.core.instrument.Counter;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class GuardIT {

    private TwoRegions regions;
    private KafkaProducer<byte[], byte[]> producer;

    @BeforeEach
    void startRegions() {
        regions = new TwoRegions();
        regions.policy("acme", false, 1, CENTRAL);
        producer = Fixtures.producer(regions.source.bootstrapServers());
    }

    @AfterEach
    void closeRegions() {
        producer.close();
        regions.close();
    }

    @Test
    void shouldSkipWhatIsNotMeantForThisTargetAndRefuseWhatShouldNotBeThere() {
        // given
        regions.policy("borealis", true, 1);
        regions.policy("elsewhere", false, 1, new io.domicile.residency.RegionId("us-east"));
        producer.send(roleRecord("borealis", 1, 0, value()));
        producer.send(roleRecord("elsewhere", 2, 0, value()));
        producer.send(new ProducerRecord<>(ROLES, 0, 3L, utf8("acme/untagged"), value()));
        producer.send(new ProducerRecord<>(
                ROLES, 0, 4L, utf8("acme/user"), value(), tag("acme", WEST, DataClass.USER_CREDENTIALS, 1)));
        producer.send(new ProducerRecord<>(
                ROLES, 0, 5L, utf8("acme/foreign"), value(), tag("acme", CENTRAL, DataClass.ROLE_DEFINITIONS, 1)));
        producer.send(roleRecord("acme", 6, 0, utf8("no frame at all")));
        producer.send(roleRecord("stranger", 7, 0, value()));
        producer.send(roleRecord("acme", 8, 0, value()));

        // when
        regions.start("policy.catch-up-wait", "500ms");

        // then
        List<ConsumerRecord<byte[], byte[]>> copies = regions.awaitTarget(ROLES_MIRROR, 1);
        assertThat(copies)
                .singleElement()
                .satisfies(copy -> assertThat(copy.key()).isEqualTo(utf8("acme/role-8")));
        eventually().untilAsserted(() -> {
            assertThat(regions.records("copied", "none")).isEqualTo(1);
            assertThat(regions.records("skipped", "strict")).isEqualTo(1);
            assertThat(regions.records("skipped", "other-standby")).isEqualTo(1);
            for (String reason :
                    List.of("no-tag", "wrong-class", "foreign-home", "undeclared-schema", "unknown-organization")) {
                assertThat(regions.records("refused", reason)).as(reason).isEqualTo(1);
            }
        });
        List<AuditEntry> audited = regions.readSource(Topics.AUDIT).stream()
                .map(entry -> FramedReader.<AuditEntry>specific(regions.sourceRegistry, AuditEntry.getClassSchema())
                        .read(entry.value()))
                .toList();
        assertThat(audited)
                .extracting(entry -> entry.getReason() + "@" + entry.getSourceOffset())
                // Twice where the transaction had to be repeated
                .containsOnly(
                        "no-tag@2", "wrong-class@3", "foreign-home@4", "undeclared-schema@5", "unknown-organization@6");
        assertThat(audited)
                .allSatisfy(entry -> assertThat(entry.getEnforcementPoint()).isEqualTo("link"));
    }

    @Test
    void shouldLeaveBehindWhatTheReleasedSchemaDoesNotDeclare() {
        // given
        Schema released = RoleDefinition.getClassSchema();
        Schema widened = Schema.createRecord(released.getName(), null, released.getNamespace(), false);
        List<Schema.Field> fields = new ArrayList<>();
        released.getFields().forEach(field -> fields.add(new Schema.Field(field, field.schema())));
        fields.add(new Schema.Field("secret", Schema.create(Schema.Type.STRING), null, ""));
        widened.setFields(fields);
        GenericRecord leaky = new GenericData.Record(widened);
        leaky.put("permissions", List.of("read"));
        leaky.put("inherits", List.of());
        leaky.put("updated_at", 1_700_000_000_000L);
        leaky.put("secret", "must-not-cross");
        producer.send(roleRecord(
                "acme", 1, 0, new FramedWriter<GenericRecord>(regions.sourceRegistry, widened).write(leaky)));

        // when
        regions.start();

        // then
        byte[] copy = regions.awaitTarget(ROLES_MIRROR, 1).get(0).value();
        assertThat(new String(copy, StandardCharsets.ISO_8859_1)).doesNotContain("must-not-cross");
        RoleDefinition role = FramedReader.<RoleDefinition>specific(regions.targetRegistry, released)
                .read(copy);
        assertThat(role.getPermissions()).containsExactly("read");
        eventually()
                .untilAsserted(() -> assertThat(regions.meters.find("domicile.link.fields.dropped").counters().stream()
                                .mapToDouble(Counter::count)
                                .sum())
                        .isEqualTo(1));
    }

    @Test
    void shouldWaitForThePolicyThatARecordWasTaggedUnder() {
        // given
        producer.send(new ProducerRecord<>(
                ROLES, 0, 1L, utf8("acme/role-1"), value(), tag("acme", WEST, DataClass.ROLE_DEFINITIONS, 2)));
        producer.send(roleRecord("acme", 2, 1, value()));
        regions.start();
        regions.awaitTarget(ROLES_MIRROR, 1);
        assertThat(regions.readTarget(ROLES_MIRROR))
                .singleElement()
                .satisfies(copy -> assertThat(copy.partition()).isEqualTo(1));

        // when
        regions.policy("acme", false, 2, CENTRAL);

        // then
        assertThat(regions.awaitTarget(ROLES_MIRROR, 2)).hasSize(2);
    }

    @Test
    void shouldCarryPolicyButHoldDataWhileTheGateIsClosed() {
        // given
        regions.gate.close(GateStatus.Reason.LOADING);
        producer.send(roleRecord("acme", 1, 0, value()));
        producer.send(new ProducerRecord<>(Topics.POLICY, utf8("acme/policy"), policyEntry()));

        // when
        ReplicatorService service = regions.start();

        // then
        List<ConsumerRecord<byte[], byte[]>> policy = regions.awaitTarget(Topics.mirror(WEST, Topics.POLICY), 1);
        assertThat(regions.targetRegistry
                        .schemaById(WireFormat.schemaId(policy.get(0).value()))
                        .getFullName())
                .isEqualTo(OrganizationPolicyEntry.getClassSchema().getFullName());
        assertThat(regions.readTarget(ROLES_MIRROR)).isEmpty();
        assertThat(service.health().notReady()).contains("policy gate closed: loading");

        // when
        regions.gate.open();

        // then
        assertThat(regions.awaitTarget(ROLES_MIRROR, 1)).hasSize(1);
        regions.awaitReady(service);
    }

    @Test
    void shouldWaitForARegistryThatDoesNotAnswerAndCopyOnceItDoes() {
        // given
        byte[] value = value();
        regions.targetRegistry.failWith(SchemaRegistryException.Kind.UNAVAILABLE);
        producer.send(roleRecord("acme", 1, 0, value));
        ReplicatorService service = regions.start();
        eventually()
                .untilAsserted(
                        () -> assertThat(service.health().notReady()).contains("lane waits: registry-unavailable"));
        assertThat(regions.readTarget(ROLES_MIRROR)).isEmpty();

        // when
        regions.targetRegistry.recover();

        // then
        assertThat(regions.awaitTarget(ROLES_MIRROR, 1)).hasSize(1);
        regions.awaitReady(service);
    }

    private byte[] value() {
        return role(regions.sourceRegistry, "read");
    }

    private byte[] policyEntry() {
        OrganizationId organization = new OrganizationId("acme");
        return new FramedWriter<OrganizationPolicyEntry>(
                        regions.sourceRegistry, OrganizationPolicyEntry.getClassSchema())
                .write(OrganizationPolicyEntry.newBuilder()
                        .setOrganization(organization.value())
                        .setHome(WEST.value())
                        .setStandbys(List.of(CENTRAL.value()))
                        .setStrict(false)
                        .setCrossJurisdictionStandby(false)
                        .setState("active")
                        .setEpoch(1)
                        .build());
    }
}
