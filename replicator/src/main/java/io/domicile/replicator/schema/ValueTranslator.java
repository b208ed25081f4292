package io.domicile.replicator.schema;

import io.domicile.kit.schema.ClassSchemas;
import io.domicile.residency.link.LinkAnswer.RefuseReason;
import io.domicile.schemas.registry.SchemaRegistry;
import io.domicile.schemas.registry.SchemaRegistryException;
import io.domicile.schemas.wire.MalformedFrameException;
import io.domicile.schemas.wire.WireFormat;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.avro.Schema;
import org.jspecify.annotations.Nullable;

/**
 * Turns values of the source into values of the target, or refuses them.
 *
 * <ol>
 *   <li>Schema ids belong to one registry: the writer's schema is read from the source's, and registered in the
 *       target's under its full name; how an id is treated is remembered.
 *   <li>A value of a released schema is decoded completely before it crosses, even where only its id changes: bytes that
 *       no field accounts for stay behind.
 *   <li>Not framed, undecodable, of another record, of an unknown or unreadable schema: refused. A registry that does
 *       not answer, or answers anything else, is an exception; the value may be asked about again.
 * </ol>
 *
 * <p>Safe for use by several threads.
 */
public final class ValueTranslator {

    private static final Translation UNDECLARED = new Translation.Refused(RefuseReason.UNDECLARED_SCHEMA);

    private final SchemaRegistry source;
    private final SchemaRegistry target;
    private final Map<Written, Treatment> treatments = new ConcurrentHashMap<>();

    public ValueTranslator(SchemaRegistry source, SchemaRegistry target) {
        this.source = source;
        this.target = target;
    }

    /**
     * @param value null for a tombstone
     * @throws SchemaRegistryException if a registry cannot say what is needed; the value must wait
     */
    public Translation translate(SchemaRule rule, byte @Nullable [] value) {
        if (value == null || rule instanceof SchemaRule.Opaque) {
            return new Translation.Translated(value, 0);
        }
        OptionalInt id = WireFormat.findSchemaId(value);
        if (id.isEmpty()) {
            return UNDECLARED;
        }
        Optional<Treatment> treatment = treatment(new Written(rule, id.getAsInt()));
        if (treatment.isEmpty()) {
            return UNDECLARED;
        }
        try {
            return treatment.get().apply(value);
        } catch (MalformedFrameException undecodable) {
            return UNDECLARED;
        }
    }

    /** How values of this schema are treated, or empty where they do not cross. Only what is final is remembered. */
    private Optional<Treatment> treatment(Written written) {
        Treatment known = treatments.get(written);
        if (known != null) {
            return Optional.of(known);
        }
        Optional<Treatment> found = writer(written.schemaId()).flatMap(writer -> choose(written.rule(), writer));
        found.ifPresent(treatment -> treatments.put(written, treatment));
        return found;
    }

    private Optional<Schema> writer(int schemaId) {
        try {
            return Optional.of(source.schemaById(schemaId));
        } catch (SchemaRegistryException failure) {
            return switch (failure.kind()) {
                case NOT_FOUND, INVALID_SCHEMA -> Optional.empty();
                case UNAVAILABLE, INCOMPATIBLE, UNAUTHORIZED, UNEXPECTED_ANSWER -> throw failure;
            };
        }
    }

    private Optional<Treatment> choose(SchemaRule rule, Schema writer) {
        if (writer.getType() != Schema.Type.RECORD) {
            return Optional.empty();
        }
        if (rule instanceof SchemaRule.Declared declared) {
            return released(declared.schema(), writer);
        }
        if (rule instanceof SchemaRule.AnyOf any) {
            return any.schemas().stream()
                    .flatMap(schema -> released(schema, writer).stream())
                    .findFirst();
        }
        if (rule instanceof SchemaRule.Framed framed && framed.names().contains(writer.getFullName())) {
            return Optional.of(new AsWritten(target.register(writer.getFullName(), writer)));
        }
        return Optional.empty();
    }

    private Optional<Treatment> released(Schema released, Schema writer) {
        return ClassSchemas.isOf(released, writer)
                ? Optional.of(new AsReleased(source, target, released, writer))
                : Optional.empty();
    }

    /** A schema id of the source, under a rule. */
    private record Written(SchemaRule rule, int schemaId) {}
}
