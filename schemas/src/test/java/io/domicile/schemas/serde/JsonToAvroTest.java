package io.domicile.schemas.serde;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.domicile.schemas.event.ApiKeyMetadata;
import io.domicile.schemas.event.OrganizationSettings;
import io.domicile.schemas.event.Telemetry;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class JsonToAvroTest {

    private static final Schema EVERYTHING = new Schema.Parser().parse("""
            {"type": "record", "name": "Everything", "fields": [
              {"name": "e", "type": {"type": "enum", "name": "E", "symbols": ["A", "B"]}, "default": "A"},
              {"name": "x", "type": {"type": "fixed", "name": "F", "size": 2}, "default": "ab"},
              {"name": "i", "type": "int", "default": 1},
              {"name": "f", "type": "float", "default": 1.5},
              {"name": "d", "type": "double", "default": 2.5},
              {"name": "u", "type": ["null", {"type": "record", "name": "Inner", "fields": [
                {"name": "list", "type": {"type": "array", "items": "long"}}]}], "default": null},
              {"name": "m", "type": {"type": "map", "values": "boolean"}, "default": {"t": true}}
            ]}""");

    private final JsonToAvro settings = new JsonToAvro(OrganizationSettings.getClassSchema());
    private final JsonToAvro keys = new JsonToAvro(ApiKeyMetadata.getClassSchema());
    private final JsonToAvro telemetry = new JsonToAvro(Telemetry.getClassSchema());
    private final JsonToAvro everything = new JsonToAvro(EVERYTHING);

    @Test
    void shouldFillInDefaults() {
        // when
        OrganizationSettings read = settings.toAvro("""
                {"time_zone": "UTC", "locale": "en", "session_timeout_minutes": 5, "updated_at": 1000}""", OrganizationSettings.class);

        // then
        assertThat(read)
                .isEqualTo(OrganizationSettings.newBuilder()
                        .setTimeZone("UTC")
                        .setLocale("en")
                        .setSessionTimeoutMinutes(5)
                        .setUpdatedAt(Instant.ofEpochMilli(1000))
                        .build());
    }

    @Test
    void shouldReadBytesAndTimes() {
        // when
        ApiKeyMetadata read = keys.toAvro("""
                {"prefix": "dk", "hash_algorithm": "sha-256", "hash": "AQID", "scopes": ["read"],
                 "expires_at": "2026-11-20T17:00:00.123+01:00", "updated_at": "1970-01-01T00:00:01Z"}""", ApiKeyMetadata.class);

        // then
        assertThat(read.getHash()).isEqualTo(ByteBuffer.wrap(new byte[] {1, 2, 3}));
        assertThat(read.getExpiresAt()).isEqualTo(Instant.parse("2026-11-20T16:00:00.123Z"));
        assertThat(read.getUpdatedAt()).isEqualTo(Instant.ofEpochMilli(1000));
        assertThat(read.getScopes()).containsExactly("read");
    }

    @Test
    void shouldTakeTheFirstBranchThatFits() {
        // when
        GenericRecord read = telemetry.toAvro("""
                {"readings": {"nothing": null, "yes": true, "whole": 3, "part": 3.0, "tiny": 1e-3, "text": "3",
                 "large": 9223372036854775807, "huge": 9223372036854775808}}""");

        // then
        Map<String, Object> expected = new HashMap<>();
        expected.put("nothing", null);
        expected.put("yes", true);
        expected.put("whole", 3L);
        expected.put("part", 3.0);
        expected.put("tiny", 0.001);
        expected.put("text", "3");
        expected.put("large", Long.MAX_VALUE);
        expected.put("huge", 9223372036854775808.0);
        assertThat(read.get("readings")).isEqualTo(expected);
        assertThat(read.get("device_time")).isNull();
    }

    @Test
    void shouldWriteWhatItRead() {
        // given
        String json = "{\"device_time\":\"2026-11-20T16:00:00.123Z\",\"readings\":"
                + "{\"a\":1,\"b\":2.5,\"c\":\"x\",\"d\":null,\"e\":false}}";

        // when / then
        assertThat(telemetry.toText(telemetry.toAvro(json))).isEqualTo(json);
        assertThat(telemetry.toText(telemetry.toAvro(json, Telemetry.class))).isEqualTo(json);
    }

    @Test
    void shouldWriteEveryType() {
        // given
        GenericRecord defaults = everything.toAvro("{}");
        String full = "{\"e\":\"B\",\"x\":\"AAE=\",\"i\":-2,\"f\":0.25,\"d\":1.0E300,"
                + "\"u\":{\"list\":[1,2]},\"m\":{\"a\":false,\"b\":true}}";

        // when / then
        assertThat(everything.toText(defaults))
                .isEqualTo("{\"e\":\"A\",\"x\":\"YWI=\",\"i\":1,\"f\":1.5,\"d\":2.5,\"u\":null,\"m\":{\"t\":true}}");
        assertThat(everything.toText(everything.toAvro(full))).isEqualTo(full);
    }

    @Test
    void shouldWriteBytesAsBase64() {
        // given
        ApiKeyMetadata key = ApiKeyMetadata.newBuilder()
                .setPrefix("dk")
                .setHashAlgorithm("sha-256")
                .setHash(ByteBuffer.wrap(new byte[] {1, 2, 3}))
                .setScopes(List.of())
                .setUpdatedAt(Instant.EPOCH)
                .build();

        // when / then
        assertThat(keys.toText(key)).contains("\"hash\":\"AQID\"").contains("\"updated_at\":\"1970-01-01T00:00:00Z\"");
        assertThat(keys.toAvro(keys.toText(key), ApiKeyMetadata.class)).isEqualTo(key);
    }

    @Test
    void shouldSayThatANumberIsNone() {
        // given
        GenericRecord read = telemetry.toAvro("{\"readings\": {}}");
        read.put("readings", Map.of("a", Double.NaN));

        // when / then
        assertThat(telemetry.toText(read)).contains("\"a\":\"NaN\"");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"e\": \"hush\"}                        | field 'e': expected one of the symbols A, B",
                "{\"x\": \"hush\"}                        | field 'x': expected 2 bytes as base64 text",
                "{\"x\": \"hus h\"}                       | field 'x': expected bytes as base64 text",
                "{\"i\": 2147483648}                      | field 'i': expected int",
                "{\"i\": 1.0}                             | field 'i': expected int",
                "{\"f\": 16777217}                        | field 'f': expected float",
                "{\"f\": 1e39}                            | field 'f': expected float",
                "{\"d\": 9007199254740993}                | field 'd': expected double",
                "{\"d\": 1e400}                           | field 'd': expected double",
                "{\"d\": \"hush\"}                        | field 'd': expected double",
                "{\"u\": {\"list\": [1, \"hush\"]}}       | field 'u.list[1]': expected long",
                "{\"u\": {\"list\": [], \"more\": 1}}     | field 'u.more' is unknown to Inner",
                "{\"u\": {}}                              | field 'u.list' is missing: expected an array",
                "{\"m\": {\"k\": \"hush\"}}               | field 'm.k': expected boolean",
                "{\"m\": [\"hush\"]}                      | field 'm': expected an object",
                "{\"e\": null}                            | field 'e': expected one of the symbols A, B",
                "{\"other\": \"hush\"}                    | field 'other' is unknown to Everything",
                "[\"hush\"]                               | the document: expected an object",
                "hush                                     | not one JSON document: line 1, column 1",
                "{\"e\": \"A\", \"e\": \"hush\"}          | not one JSON document: line 1, column 15",
                "{} hush                                  | not one JSON document: line 1, column 4",
                "''                                       | not JSON: nothing there"
            })
    void shouldNameTheFieldAndTheTypeButNotTheValue(String json, String message) {
        assertThatThrownBy(() -> everything.toAvro(json))
                .isInstanceOf(UnfitJsonException.class)
                .hasMessage(message)
                .hasNoCause();
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"soon\"", "\"2026-11-20T16:00:00\"", "\"2026-11-20T16:00:00.1234Z\"", "1.5", "true"})
    void shouldRefuseATimeThatIsNone(String time) {
        assertThatThrownBy(() -> telemetry.toAvro("{\"readings\": {}, \"device_time\": " + time + "}"))
                .isInstanceOf(UnfitJsonException.class)
                .hasMessageStartingWith("field 'device_time': expected one of null, a time");
    }

    @Test
    void shouldNameTheBranchesOfAUnion() {
        assertThatThrownBy(() -> telemetry.toAvro("{\"readings\": {\"a\": {\"b\": 1}}}"))
                .hasMessage("field 'readings.a': expected one of null, boolean, long, double, string");
    }

    @Test
    void shouldRefuseMissingAndUnknownFields() {
        assertThatThrownBy(() -> settings.toAvro("{\"locale\": \"en\"}"))
                .hasMessage("field 'time_zone' is missing: expected string");
        assertThatThrownBy(() -> settings.toAvro("{\"company_name\": \"hush\"}"))
                .hasMessageContaining("'company_name' is unknown")
                .hasMessageNotContaining("hush");
    }

    @Test
    void shouldNeedARecord() {
        assertThatThrownBy(() -> new JsonToAvro(Schema.create(Schema.Type.STRING)))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
