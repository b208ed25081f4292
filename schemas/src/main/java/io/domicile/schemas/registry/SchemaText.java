package io.domicile.schemas.registry;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import org.apache.avro.Schema;

/** Schemas as text, the form in which registries keep them. */
public final class SchemaText {

    /** Properties that Avro's Java code generator adds for itself; no other reader wants them. */
    private static final List<String> JAVA_PROPERTIES = List.of("avro.java.string");

    private static final ObjectMapper JSON = new ObjectMapper();

    private SchemaText() {}

    /** The schema without the properties that only generated Java classes need. */
    public static String portable(Schema schema) {
        try {
            return portable(JSON.readTree(schema.toString())).toString();
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException("Avro wrote a schema that is not JSON", impossible);
        }
    }

    /**
     * The schema of a text somebody registered: defaults that do not fit are no reason to refuse it.
     *
     * @throws SchemaRegistryException of kind INVALID_SCHEMA if it is not an Avro schema
     */
    public static Schema parse(String text) {
        try {
            return new Schema.Parser().setValidateDefaults(false).parse(text);
        } catch (RuntimeException unreadable) {
            // Avro's own text is left out: it quotes what it cannot read
            throw new SchemaRegistryException(
                    SchemaRegistryException.Kind.INVALID_SCHEMA, "the registered schema is not an Avro schema");
        }
    }

    /** Rewrites only where a type may stand: what a default contains is data. */
    private static JsonNode portable(JsonNode type) {
        if (type instanceof ArrayNode union) {
            for (int branch = 0; branch < union.size(); branch++) {
                union.set(branch, portable(union.get(branch)));
            }
        } else if (type instanceof ObjectNode object) {
            object.remove(JAVA_PROPERTIES);
            for (JsonNode field : object.path("fields")) {
                ((ObjectNode) field).set("type", portable(field.get("type")));
            }
            for (String nested : List.of("items", "values")) {
                if (object.has(nested)) {
                    object.set(nested, portable(object.get(nested)));
                }
            }
            boolean isPlain = object.size() == 1 && object.path("type").isTextual();
            return isPlain ? object.get("type") : object;
        }
        return type;
    }
}
