package io.domicile.bridge.payload;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.domicile.bridge.ledger.Ending;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class JsonReadingsTest {

    private final JsonReadings json = new JsonReadings();

    @Test
    void shouldFlattenNestedObjectsAndArrays() throws UndecodablePayloadException {
        Map<String, Object> expected =
                new HashMap<>(Map.of("t.in", 21.5, "t.out", -3L, "door", true, "a.0", 1L, "a.1.b", "x", "t.ts", 5L));
        expected.put("gone", null);

        Readings readings =
                read("{'t':{'in':21.5,'out':-3,'ts':5},'door':true,'a':[1,{'b':'x'}],'gone':null,'e':{},'f':[]}");

        assertThat(readings.values()).isEqualTo(expected);
        assertThat(readings.deviceTime()).isNull();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"1700000000000", "1700000000000.7", "'2023-11-14T22:13:20Z'", "'2023-11-14T23:13:20.000+01:00'"})
    void shouldReadTheDevicesTime(String time) throws UndecodablePayloadException {
        Readings readings = read("{'ts':" + time + "}");

        assertThat(readings.deviceTime()).isEqualTo(Instant.ofEpochMilli(1_700_000_000_000L));
        assertThat(readings.values()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "true",
                "'yesterday'",
                "{}",
                "[1]",
                "1e300",
                "1e999",
                "'2023-11-14'",
                "'+999999999-12-31T23:59:59Z'"
            })
    void shouldRefuseATimeThatIsNone(String time) {
        assertEnding("{'ts':" + time + "}", Ending.MALFORMED_TIME);
    }

    @Test
    void shouldMakeDoublesOfWholeNumbersBeyondALong() throws UndecodablePayloadException {
        assertThat(read("{'max':9223372036854775807,'more':9223372036854775808}")
                        .values())
                .isEqualTo(Map.of("max", Long.MAX_VALUE, "more", 9.223372036854775808e18));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{'a':1e999}|NUMBER_OUT_OF_RANGE",
                "{'a':1,'a':2}|DUPLICATE_READING",
                "{'a.b':1,'a':{'b':2}}|DUPLICATE_READING",
                "{'ts':1,'ts':2}|DUPLICATE_READING",
                "[1]|NOT_AN_OBJECT",
                "'text'|NOT_AN_OBJECT",
                "17|NOT_AN_OBJECT",
                "null|NOT_AN_OBJECT",
                "{'a':1|MALFORMED_JSON",
                "{'a':1}x|MALFORMED_JSON",
                "{'a':1}{}|MALFORMED_JSON",
                "{'a':NaN}|MALFORMED_JSON",
                "{a:1}|MALFORMED_JSON",
                "hello|MALFORMED_JSON"
            },
            quoteCharacter = '"')
    void shouldNameWhatIsWrong(String text, Ending ending) {
        assertEnding(text, ending);
    }

    @Test
    void shouldBoundDepthAndNumberAndLengthOfNames() {
        assertEnding("", Ending.MALFORMED_JSON);
        assertEnding("{'a':".repeat(100) + "1" + "}".repeat(100), Ending.MALFORMED_JSON);
        assertEnding(
                IntStream.rangeClosed(0, JsonReadings.MAX_READINGS)
                        .mapToObj(number -> "'n" + number + "':1")
                        .collect(Collectors.joining(",", "{", "}")),
                Ending.TOO_MANY_READINGS);
        String name = "n".repeat(600);
        assertEnding("{'" + name + "':{'" + name + "':1}}", Ending.NAME_TOO_LONG);
    }

    @Test
    void shouldRefuseWhatIsOnlyMadeToCostMuch() {
        assertEnding("[".repeat(500_000), Ending.NOT_AN_OBJECT);
        assertEnding("{'a':" + "[".repeat(500_000), Ending.MALFORMED_JSON);
        assertEnding("{'a':".repeat(200_000), Ending.MALFORMED_JSON);
        assertEnding("{'a':" + "9".repeat(500_000) + "}", Ending.MALFORMED_JSON);
        assertEnding("{'a':0." + "1".repeat(5_000) + "}", Ending.MALFORMED_JSON);
        assertEnding("{'a':1e" + "9".repeat(5_000) + "}", Ending.MALFORMED_JSON);
        assertEnding("{'a':[" + "[],".repeat(JsonReadings.MAX_CONTAINERS) + "[]]}", Ending.TOO_MANY_READINGS);
    }

    @Test
    void shouldRefuseRandomBytesWithoutQuotingThem() {
        Random random = new Random(20261120);
        String[] parts = {
            "{", "}", "[", "]", ":", ",", "\"secret\"", "\"ts\"", "1", "-", "1e9", "null", "tru", " ", "\\", "\u00ff"
        };
        int good = 0;
        for (int round = 0; round < 10_000; round++) {
            StringBuilder text = new StringBuilder(random.nextInt(4) == 0 ? "" : "{\"secret\":");
            for (int part = random.nextInt(12); part >= 0; part--) {
                text.append(parts[random.nextInt(parts.length)]);
            }
            byte[] payload = text.toString().getBytes(UTF_8);
            if (random.nextInt(3) == 0) {
                payload[random.nextInt(payload.length)] = (byte) random.nextInt();
            }
            try {
                json.read(payload);
                good++;
            } catch (UndecodablePayloadException expected) {
                assertThat(expected).hasMessage(expected.ending().reason()).hasNoCause();
                assertThat(expected.getMessage()).doesNotContain("secret");
            }
        }
        assertThat(good).isPositive();
    }

    private Readings read(String text) throws UndecodablePayloadException {
        return json.read(text.replace('\'', '"').getBytes(UTF_8));
    }

    private void assertEnding(String text, Ending ending) {
        assertThatThrownBy(() -> read(text))
                .asInstanceOf(InstanceOfAssertFactories.type(UndecodablePayloadException.class))
                .extracting(UndecodablePayloadException::ending)
                .isEqualTo(ending);
    }
}
