package io.domicile.schemas.serde;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.avro.Schema;
import org.apache.avro.Schema.Field;
import org.apache.avro.Schema.Type;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericRecord;
import org.jspecify.annotations.Nullable;

/** JSON trees to Avro's generic values, by schema. */
final class AvroFromJson {

    private AvroFromJson() {}

    /** @throws UnfitJsonException if it does not fit */
    static @Nullable Object convert(JsonNode json, Schema schema, String path) {
        return switch (schema.getType()) {
            case RECORD -> record(json, schema, path);
            case MAP -> map(json, schema, path);
            case ARRAY -> array(json, schema, path);
            case UNION -> union(json, schema, path);
            case ENUM -> symbol(json, schema, path);
            case FIXED -> fixed(json, schema, path);
            case BYTES -> ByteBuffer.wrap(base64(json, path));
            case STRING -> fitting(json, json.isTextual(), path, "string").textValue();
            case BOOLEAN -> fitting(json, json.isBoolean(), path, "boolean").booleanValue();
            case INT, LONG, FLOAT, DOUBLE -> NumberFromJson.convert(json, schema, path);
            case NULL -> {
                JsonNode unused = fitting(json, json.isNull(), path, "null");
                yield null;
            }
        };
    }

    /** @throws UnfitJsonException if it does not fit */
    static GenericRecord record(JsonNode json, Schema schema, String path) {
        JsonNode object = fitting(json, json.isObject(), path, "an object");
        object.fieldNames().forEachRemaining(name -> {
            if (schema.getField(name) == null) {
                throw new UnfitJsonException("field '" + below(path, name) + "' is unknown to " + schema.getFullName());
            }
        });
        GenericData.Record record = new GenericData.Record(schema);
        for (Field field : schema.getFields()) {
            record.put(field.pos(), fieldValue(object.get(field.name()), field, below(path, field.name())));
        }
        return record;
    }

    private static @Nullable Object fieldValue(@Nullable JsonNode json, Field field, String path) {
        if (json != null) {
            return convert(json, field.schema(), path);
        }
        if (!field.hasDefaultValue()) {
            throw new UnfitJsonException("field '" + path + "' is missing: expected " + TypeNames.of(field.schema()));
        }
        return GenericData.get().deepCopy(field.schema(), GenericData.get().getDefaultValue(field));
    }

    private static Map<String, @Nullable Object> map(JsonNode json, Schema schema, String path) {
        Map<String, @Nullable Object> map = new LinkedHashMap<>();
        fitting(json, json.isObject(), path, "an object")
                .properties()
                .forEach(entry -> map.put(
                        entry.getKey(), convert(entry.getValue(), schema.getValueType(), below(path, entry.getKey()))));
        return map;
    }

    private static Object array(JsonNode json, Schema schema, String path) {
        JsonNode items = fitting(json, json.isArray(), path, "an array");
        List<@Nullable Object> values = new ArrayList<>(items.size());
        for (int index = 0; index < items.size(); index++) {
            values.add(convert(items.get(index), schema.getElementType(), path + '[' + index + ']'));
        }
        return new GenericData.Array<>(schema, values);
    }

    private static @Nullable Object union(JsonNode json, Schema schema, String path) {
        List<Schema> branches = schema.getTypes().stream()
                .filter(branch -> json.isNull() == (branch.getType() == Type.NULL))
                .toList();
        UnfitJsonException last = null;
        for (Schema branch : branches) {
            try {
                return convert(json, branch, path);
            } catch (UnfitJsonException unfit) {
                last = unfit;
            }
        }
        // Of a single candidate the inner error says more, such as which nested field is unknown
        if (branches.size() == 1 && last != null && branches.get(0).getType() == Type.RECORD) {
            throw last;
        }
        throw UnfitJsonException.expected(path, TypeNames.of(schema));
    }

    private static Object symbol(JsonNode json, Schema schema, String path) {
        boolean fits = json.isTextual() && schema.hasEnumSymbol(json.textValue());
        return new GenericData.EnumSymbol(
                schema, fitting(json, fits, path, TypeNames.of(schema)).textValue());
    }

    private static Object fixed(JsonNode json, Schema schema, String path) {
        byte[] bytes = base64(json, path);
        if (bytes.length != schema.getFixedSize()) {
            throw UnfitJsonException.expected(path, TypeNames.of(schema));
        }
        return new GenericData.Fixed(schema, bytes);
    }

    private static byte[] base64(JsonNode json, String path) {
        try {
            return Base64.getDecoder()
                    .decode(fitting(json, json.isTextual(), path, "bytes as base64 text")
                            .textValue());
        } catch (IllegalArgumentException notBase64) {
            throw UnfitJsonException.expected(path, "bytes as base64 text");
        }
    }

    private static JsonNode fitting(JsonNode json, boolean fits, String path, String expected) {
        if (!fits) {
            throw UnfitJsonException.expected(path, expected);
        }
        return json;
    }

    private static String below(String path, String name) {
        return path.isEmpty() ? name : path + '.' + name;
    }
}
