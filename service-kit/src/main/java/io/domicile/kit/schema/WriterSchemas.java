package io.domicile.kit.schema;

import io.domicile.schemas.registry.SchemaRegistry;
import io.domicile.schemas.registry.SchemaRegistryException;
import java.util.Optional;
import java.util.function.Supplier;
import org.apache.avro.Schema;
import org.apache.avro.SchemaNormalization;

/**
 * Which schema ids may write a class: that of its released schema, and those of every evolution that the registry
 * accepted under the schema's full name, which is the subject. A schema of that name under another subject only is
 * nobody's: no rule of compatibility was ever applied to it. Safe for use by several threads.
 */
public final class WriterSchemas {

    private final SchemaRegistry registry;

    public WriterSchemas(SchemaRegistry registry) {
        this.registry = registry;
    }

    /**
     * Whether what was written under this id belongs to the class of the released schema. May block.
     *
     * @throws SchemaRegistryException if the registry cannot say; nothing may be concluded from that
     */
    public boolean mayWrite(Schema released, int schemaId) {
        Optional<Schema> writer = unlessUnknown(() -> registry.schemaById(schemaId));
        return writer.isPresent() && mayWrite(released, writer.get());
    }

    private boolean mayWrite(Schema released, Schema writer) {
        return ClassSchemas.isOf(released, writer)
                && (isSame(released, writer)
                        || unlessUnknown(() -> registry.idOf(released.getFullName(), writer))
                                .isPresent());
    }

    private static boolean isSame(Schema released, Schema writer) {
        return SchemaNormalization.toParsingForm(writer).equals(SchemaNormalization.toParsingForm(released));
    }

    /** The registry's answer, or empty where it is that there is none. */
    private static <T> Optional<T> unlessUnknown(Supplier<T> question) {
        try {
            return Optional.of(question.get());
        } catch (SchemaRegistryException failure) {
            return switch (failure.kind()) {
                case NOT_FOUND, INVALID_SCHEMA, INCOMPATIBLE -> Optional.empty();
                case UNAVAILABLE, UNAUTHORIZED, UNEXPECTED_ANSWER -> throw failure;
            };
        }
    }
}
