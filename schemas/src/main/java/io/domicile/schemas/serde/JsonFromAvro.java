package io.domicile.schemas.serde;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Base64;
import java.util.Map;
import java.util.TreeMap;
import org.apache.avro.Schema;
import org.apache.avro.Schema.Field;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericFixed;
import org.apache.avro.generic.IndexedRecord;
import org.jspecify.annotations.Nullable;

/** Avro values, generic or of generated classes, to JSON trees. */
final class JsonFromAvro {

    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private JsonFromAvro() {}

    static JsonNode convert(@Nullable Object value, Schema schema) {
        if (value == null) {
            return NODES.nullNode();
        }
        return switch (schema.getType()) {
            case UNION -> convert(value, branchOf(schema, value));
            case RECORD -> record((IndexedRecord) value);
            case MAP -> map((Map<?, ?>) value, schema.getValueType());
            case ARRAY -> array((Iterable<?>) value, schema.getElementType());
            case BYTES -> base64(bytesOf((ByteBuffer) value));
            case FIXED -> base64(((GenericFixed) value).bytes());
            case STRING, ENUM -> NODES.textNode(value.toString());
            case BOOLEAN -> NODES.booleanNode((Boolean) value);
            case INT -> NODES.numberNode((Integer) value);
            case LONG -> time(value, schema);
            case FLOAT -> Float.isFinite((Float) value) ? NODES.numberNode((Float) value) : text(value);
            case DOUBLE -> Double.isFinite((Double) value) ? NODES.numberNode((Double) value) : text(value);
            case NULL -> throw new IllegalArgumentException("a value where the schema has null");
        };
    }

    private static JsonNode record(IndexedRecord record) {
        ObjectNode object = NODES.objectNode();
        for (Field field : record.getSchema().getFields()) {
            object.set(field.name(), convert(record.get(field.pos()), field.schema()));
        }
        return object;
    }

    private static JsonNode map(Map<?, ?> map, Schema values) {
        Map<String, JsonNode> ordered = new TreeMap<>();
        map.forEach((key, value) -> ordered.put(key.toString(), convert(value, values)));
        ObjectNode object = NODES.objectNode();
        ordered.forEach(object::set);
        return object;
    }

    private static JsonNode array(Iterable<?> items, Schema elements) {
        ArrayNode array = NODES.arrayNode();
        items.forEach(item -> array.add(convert(item, elements)));
        return array;
    }

    private static JsonNode time(Object value, Schema schema) {
        if (value instanceof Instant instant) {
            return NODES.textNode(instant.toString());
        }
        long number = (Long) value;
        return Timestamps.isTimestamp(schema)
                ? NODES.textNode(Instant.ofEpochMilli(number).toString())
                : NODES.numberNode(number);
    }

    private static JsonNode text(Object value) {
        return NODES.textNode(value.toString());
    }

    private static JsonNode base64(byte[] bytes) {
        return NODES.textNode(Base64.getEncoder().encodeToString(bytes));
    }

    private static byte[] bytesOf(ByteBuffer buffer) {
        byte[] bytes = new byte[buffer.remaining()];
        buffer.duplicate().get(bytes);
        return bytes;
    }

    private static Schema branchOf(Schema union, Object value) {
        if (value instanceof Instant) {
            return union.getTypes().stream()
                    .filter(Timestamps::isTimestamp)
                    .findFirst()
                    .orElseThrow(() -> new IllegalArgumentException("a time where the schema has none"));
        }
        return union.getTypes().get(GenericData.get().resolveUnion(union, value));
    }
}
