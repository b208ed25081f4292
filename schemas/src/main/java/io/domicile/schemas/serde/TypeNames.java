package io.domicile.schemas.serde;

import java.util.stream.Collectors;
import org.apache.avro.Schema;

/** Schemas as a person names them in an error. */
final class TypeNames {

    private TypeNames() {}

    static String of(Schema schema) {
        if (Timestamps.isTimestamp(schema)) {
            return Timestamps.EXPECTED;
        }
        return switch (schema.getType()) {
            case UNION ->
                schema.getTypes().stream().map(TypeNames::of).collect(Collectors.joining(", ", "one of ", ""));
            case RECORD -> "an object (" + schema.getName() + ")";
            case MAP -> "an object";
            case ARRAY -> "an array";
            case BYTES -> "bytes as base64 text";
            case FIXED -> schema.getFixedSize() + " bytes as base64 text";
            case ENUM -> "one of the symbols " + String.join(", ", schema.getEnumSymbols());
            case STRING, INT, LONG, FLOAT, DOUBLE, BOOLEAN, NULL ->
                schema.getType().getName();
        };
    }
}
