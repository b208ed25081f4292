package io.domicile.bridge.forward;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.domicile.bridge.admission.IdentityProperty;
import io.domicile.bridge.ledger.MqttMessage;
import io.domicile.bridge.ledger.MqttMessage.Property;
import io.domicile.bridge.ledger.MqttMessage.Transport;
import io.domicile.bridge.meter.BridgeMeters;
import io.domicile.residency.RegionId;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PropertyHeadersTest {

    private static final String TRACEPARENT = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";

    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final BridgeMeters meters = new BridgeMeters(registry, new RegionId("eu-west"));
    private final PropertyHeaders properties = new PropertyHeaders(meters, Optional.empty());
    private final PropertyHeaders identified =
            new PropertyHeaders(meters, Optional.of(IdentityProperty.named("x-org")));

    @Test
    void shouldLeaveOutWhatCouldPassForATagOrAHeaderOfOurs() {
        List<String> names = namesOf(List.of(
                new Property("residency-home", "x"),
                new Property("RESIDENCY-epoch", "x"),
                new Property("Content-Type", "x"),
                new Property("mqtt-topic", "x"),
                new Property("Domicile-Reason", "x"),
                new Property("site", "north"),
                new Property("site", "south")));

        assertThat(names).containsExactly("site", "site");
        assertThat(removed("forged")).isEqualTo(2);
        assertThat(removed("reserved")).isEqualTo(3);
    }

    @Test
    void shouldBoundNumberAndBytes() {
        List<Property> many = new ArrayList<>();
        for (int number = 0; number < PropertyHeaders.MAX_COUNT + 5; number++) {
            many.add(new Property("n" + number, "v"));
        }

        assertThat(namesOf(many)).hasSize(PropertyHeaders.MAX_COUNT);
        assertThat(namesOf(List.of(
                        new Property("small", "v"),
                        new Property("large", "v".repeat(PropertyHeaders.MAX_BYTES)),
                        new Property("after", "v"))))
                .containsExactly("small", "after");
        assertThat(removed("bounds")).isEqualTo(6);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                " residency-home",
                "site ",
                "line\nbreak",
                "nul\0",
                "c1\u0085",
                "zero\u200bwidth",
                "\ufeffmark",
                "right\u202eleft",
                "\u00a0fixed",
                "lone\ud83d",
                "\ude00lone"
            })
    void shouldLeaveOutANameThatAPersonCannotTellFromAnother(String name) {
        assertThat(namesOf(List.of(new Property(name, "v"), new Property("plain", "v"))))
                .containsExactly("plain");
        assertThat(removed("malformed")).isOne();
    }

    @ParameterizedTest
    @ValueSource(strings = {"RE\u017fidency-home", "\u212aind", "sensor id", "ort-stra\u00dfe", "\ud83d\ude00"})
    void shouldJudgeNamesByTheirCharacters(String name) {
        boolean reserved = name.startsWith("RE");

        assertThat(namesOf(List.of(new Property(name, "v")))).isEqualTo(reserved ? List.of() : List.of(name));
        assertThat(removed("forged")).isEqualTo(reserved ? 1 : 0);
    }

    @Test
    void shouldTellHowTheMessageWasPublished() {
        byte[] correlation = {0, -1, 13, 10};
        RecordHeaders headers =
                headersOf("text/plain", List.of(), new Transport(1, true, 90L, correlation, "answers/here"));

        assertThat(text(headers, "mqtt-qos")).isEqualTo("1");
        assertThat(text(headers, "mqtt-retain")).isEqualTo("true");
        assertThat(text(headers, "mqtt-expiry")).isEqualTo("90");
        assertThat(headers.lastHeader("mqtt-correlation-data").value()).isEqualTo(correlation);
        assertThat(text(headers, "mqtt-response-topic")).isEqualTo("answers/here");
        assertThat(text(headers, "mqtt-content-type")).isEqualTo("text/plain");
    }

    @Test
    void shouldSayNothingOfWhatThePublisherDidNotSay() {
        RecordHeaders headers = headersOf(null, List.of(), Transport.plain(0));

        assertThat(headers.toArray()).extracting(Header::key).containsExactly("mqtt-qos");
        assertThat(text(headers, "mqtt-qos")).isEqualTo("0");
    }

    @Test
    void shouldShareOneBoundAmongAllThatAPublisherSays() {
        int tooMuch = PropertyHeaders.MAX_BYTES;

        RecordHeaders large = headersOf(
                "c".repeat(tooMuch),
                List.of(new Property("site", "north")),
                new Transport(1, false, null, new byte[tooMuch], "r".repeat(tooMuch)));
        assertThat(large.toArray()).extracting(Header::key).containsExactly("mqtt-qos", "site");
        assertThat(removed("bounds")).isEqualTo(3);

        RecordHeaders filled = headersOf(
                null,
                List.of(new Property("site", "north")),
                new Transport(1, false, null, new byte[tooMuch - "mqtt-correlation-data".length()], null));
        assertThat(filled.toArray()).extracting(Header::key).containsExactly("mqtt-qos", "mqtt-correlation-data");
        assertThat(removed("bounds")).isEqualTo(4);
    }

    @Test
    void shouldCountBytesAndNotCharacters() {
        String value = "\u20ac".repeat(PropertyHeaders.MAX_BYTES / 3);

        assertThat(namesOf(List.of(new Property("euros", value), new Property("n", "v"))))
                .containsExactly("n");
    }

    @Test
    void shouldCarryAWellFormedTraceContextUnderItsOwnNames() {
        RecordHeaders headers = headersOf(
                null,
                List.of(
                        new Property("TraceState", "vendor=1"),
                        new Property("site", "north"),
                        new Property("traceparent", TRACEPARENT)),
                Transport.plain(1));

        assertThat(headers.toArray())
                .extracting(Header::key)
                .containsExactly("mqtt-qos", "traceparent", "tracestate", "site");
        assertThat(text(headers, "traceparent")).isEqualTo(TRACEPARENT);
        assertThat(text(headers, "tracestate")).isEqualTo("vendor=1");
        assertThat(removed("malformed")).isZero();
    }

    @Test
    void shouldRemoveATraceContextThatIsMalformedOrSaidTwice() {
        assertThat(namesOf(List.of(new Property("traceparent", "00-nonsense"), new Property("tracestate", "a=1"))))
                .isEmpty();
        assertThat(removed("malformed")).isEqualTo(2);
        assertThat(namesOf(List.of(new Property("traceparent", TRACEPARENT), new Property("Traceparent", TRACEPARENT))))
                .isEmpty();
        assertThat(removed("malformed")).isEqualTo(4);
    }

    @Test
    void shouldTellThatEveryPropertyIsThereThatTheIdentityIsReadFrom() {
        assertThat(identityOf(List.of())).contains("x-org");
        assertThat(identityOf(List.of(new Property("x-org", "a"), new Property("X-Org", "b"))))
                .contains("x-org");
        assertThat(identityOf(List.of(
                        new Property("x-org", "a"),
                        new Property("large", "v".repeat(PropertyHeaders.MAX_BYTES)),
                        new Property("residency-home", "x"))))
                .contains("x-org");
    }

    @ParameterizedTest
    @ValueSource(strings = {"x-org", "X-ORG"})
    void shouldNotTellSoWhereOneIsLeftOut(String second) {
        List<Property> forged = new ArrayList<>(List.of(new Property("x-org", "victim")));
        for (int number = 1; number < PropertyHeaders.MAX_COUNT; number++) {
            forged.add(new Property("n" + number, "v"));
        }
        forged.add(new Property(second, "evil"));

        assertThat(identityOf(forged)).isEmpty();
        assertThat(identityOf(List.of(
                        new Property("x-org", "victim"),
                        new Property("filler", "v".repeat(PropertyHeaders.MAX_BYTES - 20)),
                        new Property(second, "evil"))))
                .isEmpty();
        assertThat(identityOf(List.of(
                        new Property("x-org", "victim"), new Property(second, "v".repeat(PropertyHeaders.MAX_BYTES)))))
                .isEmpty();
    }

    @Test
    void shouldNotTellSoWhereAPropertyIsNoHeaderForItsName() {
        PropertyHeaders reserved = new PropertyHeaders(meters, Optional.of(IdentityProperty.named("mqtt-org")));
        PropertyHeaders trace = new PropertyHeaders(meters, Optional.of(IdentityProperty.named("tracestate")));

        assertThat(reserved.addTo(new RecordHeaders(), message(List.of(new Property("mqtt-org", "a")))))
                .isEmpty();
        assertThat(trace.addTo(new RecordHeaders(), message(List.of(new Property("tracestate", "a")))))
                .isEmpty();
    }

    @Test
    void shouldTellNothingOfAnIdentityThatIsNotRead() {
        assertThat(properties.addTo(new RecordHeaders(), message(List.of(new Property("x-org", "a")))))
                .isEmpty();
    }

    private Optional<String> identityOf(List<Property> given) {
        return identified.addTo(new RecordHeaders(), message(given));
    }

    private static MqttMessage message(List<Property> given) {
        return new MqttMessage("v1/acme/dev/telemetry", new byte[0], null, given, Transport.plain(1));
    }

    /** All but the quality of service, which every message has. */
    private List<String> namesOf(List<Property> given) {
        return Stream.of(headersOf(null, given, Transport.plain(1)).toArray())
                .map(Header::key)
                .filter(name -> !name.equals("mqtt-qos"))
                .toList();
    }

    private RecordHeaders headersOf(String contentType, List<Property> given, Transport transport) {
        RecordHeaders headers = new RecordHeaders();
        properties.addTo(headers, new MqttMessage("v1/acme/dev/telemetry", new byte[0], contentType, given, transport));
        return headers;
    }

    private static String text(RecordHeaders headers, String name) {
        return new String(headers.lastHeader(name).value(), UTF_8);
    }

    private double removed(String reason) {
        return registry.get("domicile.bridge.headers.removed")
                .tag("reason", reason)
                .counter()
                .count();
    }
}
