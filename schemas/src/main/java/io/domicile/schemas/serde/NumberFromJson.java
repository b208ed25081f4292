package io.domicile.schemas.serde;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import org.apache.avro.Schema;

/** JSON numbers, and texts that stand for a time, to Avro's numeric values. Whatever does not fit exactly is refused. */
final class NumberFromJson {

    private NumberFromJson() {}

    static Object convert(JsonNode json, Schema schema, String path) {
        if (Timestamps.isTimestamp(schema)) {
            return json.isTextual() ? Timestamps.parse(json.textValue(), path) : integer(json, schema, path);
        }
        return switch (schema.getType()) {
            case INT -> {
                if (!json.isIntegralNumber() || !json.canConvertToInt()) {
                    throw unfit(schema, path);
                }
                yield json.intValue();
            }
            case LONG -> integer(json, schema, path);
            case FLOAT -> (float) real(json, schema, path, Float.MAX_VALUE);
            case DOUBLE -> real(json, schema, path, Double.MAX_VALUE);
            default -> throw new IllegalArgumentException("not a numeric schema: " + schema.getType());
        };
    }

    private static long integer(JsonNode json, Schema schema, String path) {
        if (!json.isIntegralNumber() || !json.canConvertToLong()) {
            throw unfit(schema, path);
        }
        return json.longValue();
    }

    private static double real(JsonNode json, Schema schema, String path, double largest) {
        if (!json.isNumber()) {
            throw unfit(schema, path);
        }
        double value = json.doubleValue();
        boolean isInRange = Math.abs(value) <= largest;
        if (!isInRange || (json.isIntegralNumber() && !isExact(json, isFloat(schema) ? (float) value : value))) {
            throw unfit(schema, path);
        }
        return value;
    }

    private static boolean isFloat(Schema schema) {
        return schema.getType() == Schema.Type.FLOAT;
    }

    private static boolean isExact(JsonNode json, double value) {
        return new BigDecimal(json.bigIntegerValue()).compareTo(new BigDecimal(value)) == 0;
    }

    private static UnfitJsonException unfit(Schema schema, String path) {
        return UnfitJsonException.expected(path, TypeNames.of(schema));
    }
}
