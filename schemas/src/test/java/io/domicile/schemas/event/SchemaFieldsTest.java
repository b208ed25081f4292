package io.domicile.schemas.event;

import static org.assertj.core.api.Assertions.assertThat;

import io.domicile.schemas.audit.AuditEntry;
import io.domicile.schemas.audit.AuditSeal;
import io.domicile.schemas.audit.QuarantinePurge;
import io.domicile.schemas.policy.OrganizationPolicyEntry;
import io.domicile.schemas.policy.PolicyAcknowledgement;
import io.domicile.schemas.policy.PolicyHeartbeat;
import io.domicile.schemas.policy.PolicyManifest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.avro.Schema;
import org.apache.avro.SchemaCompatibility;
import org.apache.avro.SchemaCompatibility.SchemaCompatibilityType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The exact fields of every released schema. A field that is not listed here crosses no border: who adds one must answer
 * here that it can hold no secret and no name of a person or an organization.
 */
class SchemaFieldsTest {

    private static final Map<Schema, List<String>> FIELDS = Map.ofEntries(
            Map.entry(Telemetry.getClassSchema(), List.of("device_time", "readings")),
            Map.entry(Alert.getClassSchema(), List.of("device_time", "readings")),
            Map.entry(
                    OrganizationSettings.getClassSchema(),
                    List.of(
                            "time_zone",
                            "locale",
                            "session_timeout_minutes",
                            "multi_factor_required",
                            "allowed_networks",
                            "updated_at")),
            Map.entry(
                    UserCredential.getClassSchema(),
                    List.of("algorithm", "iterations", "salt", "verifier", "disabled", "updated_at")),
            Map.entry(RoleDefinition.getClassSchema(), List.of("permissions", "inherits", "updated_at")),
            Map.entry(
                    ApiKeyMetadata.getClassSchema(),
                    List.of("prefix", "hash_algorithm", "hash", "scopes", "expires_at", "updated_at")),
            Map.entry(
                    OrganizationPolicyEntry.getClassSchema(),
                    List.of(
                            "organization",
                            "home",
                            "standbys",
                            "strict",
                            "cross_jurisdiction_standby",
                            "state",
                            "epoch")),
            Map.entry(PolicyManifest.getClassSchema(), List.of("generation", "count", "digest")),
            Map.entry(PolicyHeartbeat.getClassSchema(), List.of("sequence", "interval_ms", "time")),
            Map.entry(
                    PolicyAcknowledgement.getClassSchema(),
                    List.of(
                            "kind",
                            "region",
                            "member",
                            "generations",
                            "tombstoned",
                            "erased",
                            "lease_ms",
                            "transaction_timeout_ms",
                            "time")),
            Map.entry(
                    AuditEntry.getClassSchema(),
                    List.of(
                            "time",
                            "region",
                            "enforcement_point",
                            "decision",
                            "reason",
                            "data_class",
                            "destination",
                            "epoch",
                            "source_topic",
                            "source_partition",
                            "source_offset",
                            "size",
                            "organization_digest",
                            "payload_digest")),
            Map.entry(
                    AuditSeal.getClassSchema(),
                    List.of(
                            "sequence",
                            "previous",
                            "region",
                            "time",
                            "from_offsets",
                            "to_offsets",
                            "counts",
                            "newest",
                            "digests",
                            "authentication")),
            Map.entry(
                    QuarantinePurge.getClassSchema(),
                    List.of(
                            "time",
                            "region",
                            "topic",
                            "partition",
                            "from_offset",
                            "to_offset",
                            "before",
                            "count",
                            "released",
                            "reasons")));

    static Stream<Schema> schemas() {
        return FIELDS.keySet().stream();
    }

    @ParameterizedTest
    @MethodSource("schemas")
    void shouldHaveExactlyTheseFields(Schema schema) {
        assertThat(schema.getFields()).extracting(Schema.Field::name).containsExactlyElementsOf(FIELDS.get(schema));
    }

    @ParameterizedTest
    @MethodSource("schemas")
    void shouldHoldNoNestedRecordThatCouldHideAField(Schema schema) {
        assertThat(schema.getFields())
                .noneSatisfy(field -> assertThat(recordsIn(field.schema())).isNotEmpty());
    }

    @ParameterizedTest
    @MethodSource("schemas")
    void shouldReadWhatItWrites(Schema schema) {
        assertThat(SchemaCompatibility.checkReaderWriterCompatibility(schema, schema)
                        .getType())
                .isEqualTo(SchemaCompatibilityType.COMPATIBLE);
    }

    @Test
    void shouldKnowEverySchema() throws IOException {
        try (Stream<Path> files = Files.list(Path.of("src", "main", "avro"))) {
            assertThat(files.map(file -> file.getFileName().toString()))
                    .containsExactlyInAnyOrderElementsOf(
                            schemas().map(schema -> schema.getName() + ".avsc").toList());
        }
    }

    private static List<Schema> recordsIn(Schema schema) {
        return switch (schema.getType()) {
            case RECORD -> List.of(schema);
            case ARRAY -> recordsIn(schema.getElementType());
            case MAP -> recordsIn(schema.getValueType());
            case UNION ->
                schema.getTypes().stream()
                        .flatMap(branch -> recordsIn(branch).stream())
                        .toList();
            default -> List.of();
        };
    }
}
