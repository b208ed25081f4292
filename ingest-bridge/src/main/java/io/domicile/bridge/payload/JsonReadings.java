package io.domicile.bridge.payload;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import io.domicile.bridge.ledger.Ending;
import java.io.IOException;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads a device's JSON object as flat readings.
 *
 * <ul>
 *   <li>Names of nested objects are joined by dots; an array's elements are named by their index, from 0.
 *   <li>The member {@code ts} of the outermost object is the device's time (see {@link DeviceTime}) and no reading.
 *   <li>Whole numbers beyond 64 bits become doubles; a number beyond a double's range is refused.
 *   <li>Two members that lead to the same name are refused, as is anything after the object.
 *   <li>Depth, number of readings and of the objects and arrays around them, length of names and of numbers are
 *       bounded.
 * </ul>
 *
 * Safe for use by several threads.
 */
final class JsonReadings {

    static final int MAX_DEPTH = 32;
    static final int MAX_READINGS = 4096;
    static final int MAX_CONTAINERS = 4 * MAX_READINGS;
    static final int MAX_NAME_LENGTH = 1024;

    private static final String TIME = "ts";
    private static final int MAX_NUMBER_LENGTH = 400;

    private final JsonFactory json = JsonFactory.builder()
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(MAX_DEPTH)
                    .maxNumberLength(MAX_NUMBER_LENGTH)
                    .maxNameLength(MAX_NAME_LENGTH)
                    .build())
            .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
            .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
            .disable(JsonFactory.Feature.CANONICALIZE_FIELD_NAMES)
            .build();

    /** @throws UndecodablePayloadException the only exception, whatever the bytes */
    Readings read(byte[] payload) throws UndecodablePayloadException {
        try (JsonParser parser = json.createParser(payload)) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                // A scalar may still be malformed further on; either way it is no object
                throw new UndecodablePayloadException(
                        parser.currentToken() == null ? Ending.MALFORMED_JSON : Ending.NOT_AN_OBJECT);
            }
            Walk walk = new Walk(parser);
            walk.object(null);
            if (parser.nextToken() != null) {
                throw new UndecodablePayloadException(Ending.MALFORMED_JSON);
            }
            return new Readings(walk.deviceTime, walk.values);
        } catch (IOException malformed) {
            throw new UndecodablePayloadException(Ending.MALFORMED_JSON);
        }
    }

    /** One pass over one object. Depth is bounded by the parser, so recursion is. */
    private static final class Walk {

        private final JsonParser parser;
        private final Map<String, @Nullable Object> values = new HashMap<>();
        private @Nullable Instant deviceTime;
        private boolean timeSeen;
        private int containers;

        Walk(JsonParser parser) {
            this.parser = parser;
        }

        void object(@Nullable String prefix) throws IOException, UndecodablePayloadException {
            enter();
            while (parser.nextToken() != JsonToken.END_OBJECT) {
                String name = parser.currentName();
                JsonToken token = parser.nextToken();
                if (prefix == null && name.equals(TIME)) {
                    time(token);
                } else {
                    value(prefix == null ? name : join(prefix, name), token);
                }
            }
        }

        private void array(String prefix) throws IOException, UndecodablePayloadException {
            enter();
            int index = 0;
            for (JsonToken token = parser.nextToken(); token != JsonToken.END_ARRAY; token = parser.nextToken()) {
                value(join(prefix, Integer.toString(index)), token);
                index++;
            }
        }

        /** Empty objects and arrays make no reading, but each has a name to be put together. */
        private void enter() throws UndecodablePayloadException {
            if (containers == MAX_CONTAINERS) {
                throw new UndecodablePayloadException(Ending.TOO_MANY_READINGS);
            }
            containers++;
        }

        private void value(String name, JsonToken token) throws IOException, UndecodablePayloadException {
            switch (token) {
                case START_OBJECT -> object(name);
                case START_ARRAY -> array(name);
                case VALUE_NULL -> put(name, null);
                case VALUE_TRUE -> put(name, Boolean.TRUE);
                case VALUE_FALSE -> put(name, Boolean.FALSE);
                case VALUE_STRING -> put(name, parser.getText());
                case VALUE_NUMBER_INT -> put(name, wholeNumber());
                case VALUE_NUMBER_FLOAT -> put(name, fraction());
                case END_OBJECT, END_ARRAY, FIELD_NAME, VALUE_EMBEDDED_OBJECT, NOT_AVAILABLE ->
                    throw new UndecodablePayloadException(Ending.MALFORMED_JSON);
            }
        }

        private void put(String name, @Nullable Object value) throws UndecodablePayloadException {
            if (values.containsKey(name)) {
                throw new UndecodablePayloadException(Ending.DUPLICATE_READING);
            }
            if (values.size() == MAX_READINGS) {
                throw new UndecodablePayloadException(Ending.TOO_MANY_READINGS);
            }
            values.put(name, value);
        }

        private void time(JsonToken token) throws IOException, UndecodablePayloadException {
            if (timeSeen) {
                throw new UndecodablePayloadException(Ending.DUPLICATE_READING);
            }
            timeSeen = true;
            deviceTime = switch (token) {
                case VALUE_NULL -> null;
                case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> DeviceTime.ofMillis(parser.getDoubleValue());
                case VALUE_STRING -> DeviceTime.ofText(parser.getText());
                default -> throw new UndecodablePayloadException(Ending.MALFORMED_TIME);
            };
        }

        private Object wholeNumber() throws IOException, UndecodablePayloadException {
            return switch (parser.getNumberType()) {
                case INT, LONG -> parser.getLongValue();
                default -> fraction();
            };
        }

        private Double fraction() throws IOException, UndecodablePayloadException {
            double number = parser.getDoubleValue();
            if (!Double.isFinite(number)) {
                throw new UndecodablePayloadException(Ending.NUMBER_OUT_OF_RANGE);
            }
            return number;
        }

        private static String join(String prefix, String name) throws UndecodablePayloadException {
            if (prefix.length() + 1 + name.length() > MAX_NAME_LENGTH) {
                throw new UndecodablePayloadException(Ending.NAME_TOO_LONG);
            }
            return prefix + '.' + name;
        }
    }
}
