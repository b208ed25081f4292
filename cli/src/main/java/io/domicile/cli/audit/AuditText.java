package io.domicile.cli.audit;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.domicile.schemas.audit.AuditEntry;
import io.domicile.schemas.audit.QuarantinePurge;
import io.domicile.schemas.registry.SchemaRegistry;
import io.domicile.schemas.registry.SchemaRegistryException;
import io.domicile.schemas.serde.FramedReader;
import io.domicile.schemas.serde.JsonToAvro;
import io.domicile.schemas.wire.MalformedFrameException;
import io.domicile.schemas.wire.WireFormat;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Predicate;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/** Audit entries as one line of JSON each; {@code at} is partition and offset of the entry itself. */
final class AuditText {

    private static final JsonMapper JSON = new JsonMapper();
    private static final Map<String, String> KINDS = Map.of(
            AuditEntry.getClassSchema().getFullName(), "decision",
            QuarantinePurge.getClassSchema().getFullName(), "quarantine-purge");

    private final SchemaRegistry registry;
    private final Predicate<GenericRecord> filter;

    AuditText(SchemaRegistry registry, Predicate<GenericRecord> filter) {
        this.registry = registry;
        this.filter = filter;
    }

    /**
     * The entry, or empty where it is filtered out. What cannot be read is always told of, and nothing of it is shown.
     *
     * @throws SchemaRegistryException if the registry does not answer
     */
    Optional<String> of(ConsumerRecord<byte[], byte @Nullable []> record) {
        ObjectNode json = JSON.createObjectNode().put("at", record.partition() + ":" + record.offset());
        Optional<GenericRecord> entry = decoded(record.value());
        if (entry.isEmpty()) {
            return Optional.of(json.put("kind", "unreadable").toString());
        }
        if (!filter.test(entry.get())) {
            return Optional.empty();
        }
        Schema schema = entry.get().getSchema();
        json.put("kind", KINDS.get(schema.getFullName()));
        json.setAll((ObjectNode) new JsonToAvro(schema).toJson(entry.get()));
        return Optional.of(json.toString());
    }

    private Optional<GenericRecord> decoded(byte @Nullable [] value) {
        OptionalInt id = value == null ? OptionalInt.empty() : WireFormat.findSchemaId(value);
        if (value == null || id.isEmpty()) {
            return Optional.empty();
        }
        try {
            Schema schema = registry.schemaById(id.getAsInt());
            return KINDS.containsKey(schema.getFullName())
                    ? Optional.of(FramedReader.<GenericRecord>generic(registry, schema)
                            .read(value))
                    : Optional.empty();
        } catch (SchemaRegistryException failed) {
            if (failed.kind() == SchemaRegistryException.Kind.NOT_FOUND) {
                return Optional.empty();
            }
            throw failed;
        } catch (MalformedFrameException noEntry) {
            return Optional.empty();
        }
    }
}
