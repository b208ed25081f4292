package io.domicile.schemas.registry;

import java.util.Set;
import org.apache.avro.Schema;

/**
 * A schema registry that speaks Confluent's REST API.
 *
 * <ol>
 *   <li>Ids are the registry's own: the same schema has another id in another region's registry.
 *   <li>An id never changes its schema, so answers of {@link #schemaById} may be kept for ever.
 *   <li>Every method may block for the implementation's time-outs and throws a {@link SchemaRegistryException}, whose
 *       {@link SchemaRegistryException#kind()} decides the reaction; none ever guesses.
 *   <li>Implementations are safe for use by several threads.
 * </ol>
 */
public interface SchemaRegistry {

    /** The id of the schema under the subject, registering it where it is not registered yet. */
    int register(String subject, Schema schema);

    /** The schema with this id. Ids begin at 1: any other is NOT_FOUND, whatever the registry would say. */
    Schema schemaById(int id);

    /** The id of a schema already registered under the subject. Registers nothing. */
    int idOf(String subject, Schema schema);

    /** The newest version under the subject. */
    RegisteredSchema latest(String subject);

    /** Whether the registry's rules would accept the schema as the subject's next version; a new subject's always. */
    boolean isCompatible(String subject, Schema schema);

    /** The compatibility rule that applies where a subject has none of its own. */
    Compatibility globalCompatibility();

    /** Sets the compatibility rule that applies where a subject has none of its own. */
    void setGlobalCompatibility(Compatibility compatibility);

    /** Every subject. */
    Set<String> subjects();

    /** One version of a subject. */
    record RegisteredSchema(String subject, int version, int id, Schema schema) {}

    /** The compatibility rules of Confluent's registry. */
    enum Compatibility {
        NONE,
        BACKWARD,
        BACKWARD_TRANSITIVE,
        FORWARD,
        FORWARD_TRANSITIVE,
        FULL,
        FULL_TRANSITIVE
    }
}
