package io.domicile.schemas.serde;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import org.apache.avro.LogicalTypes.TimestampMillis;
import org.apache.avro.Schema;

/** Times of the logical type {@code timestamp-millis} as text. */
final class Timestamps {

    static final String EXPECTED = "a time (ISO-8601 text with offset, to the millisecond, or milliseconds)";

    private Timestamps() {}

    static boolean isTimestamp(Schema schema) {
        return schema.getLogicalType() instanceof TimestampMillis;
    }

    /** Milliseconds since 1970. */
    static long parse(String text, String path) {
        try {
            Instant time = OffsetDateTime.parse(text).toInstant();
            long millis = time.toEpochMilli();
            if (Instant.ofEpochMilli(millis).equals(time)) {
                return millis;
            }
        } catch (DateTimeException | ArithmeticException notATime) {
            // The exception's text quotes the value
            throw UnfitJsonException.expected(path, EXPECTED);
        }
        throw UnfitJsonException.expected(path, EXPECTED);
    }
}
