package io.domicile.bridge.forward;

import static org.assertj.core.api.Assertions.assertThat;

import io.domicile.bridge.ledger.MqttMessage.Property;
import io.domicile.bridge.meter.BridgeMeters;
import io.domicile.residency.RegionId;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.junit.jupiter.api.Test;

class PropertyHeadersTest {

    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final PropertyHeaders properties = new PropertyHeaders(new BridgeMeters(registry, new RegionId("eu-west")));

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

    private List<String> namesOf(List<Property> given) {
        RecordHeaders headers = new RecordHeaders();
        properties.addTo(headers, given);
        List<String> names = new ArrayList<>();
        for (Header header : headers) {
            names.add(header.key());
        }
        return names;
    }

    private double removed(String reason) {
        return registry.get("domicile.bridge.headers.removed")
                .tag("reason", reason)
                .counter()
                .count();
    }
}
