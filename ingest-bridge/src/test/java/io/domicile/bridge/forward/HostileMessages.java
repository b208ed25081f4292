package io.domicile.bridge.forward;

import io.domicile.bridge.ledger.MqttMessage;
import io.domicile.bridge.ledger.MqttMessage.Property;
import io.domicile.bridge.ledger.MqttMessage.Transport;
import io.domicile.kit.kafka.HeaderNames;
import io.domicile.schemas.registry.SchemaRegistry;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Published messages, good ones and such as somebody sends to break the bridge. The same seed makes the same ones. */
final class HostileMessages {

    static final String IDENTITY = "client-organization";

    static final List<String> ORGANIZATIONS = List.of(
            "acme",
            "acme",
            "acme",
            "acme",
            "acme",
            "acme",
            "acme",
            "away",
            "away",
            "strict-away",
            "suspended",
            "unrouted",
            "unreadable",
            "stale",
            "nobody");

    private static final String[] CLASSES = {
        "telemetry",
        "telemetry",
        "telemetry",
        "telemetry",
        "telemetry",
        "telemetry",
        "alerts",
        "alerts",
        "dashboards",
        "nonsense"
    };
    private static final String[] CHARACTERS = {
        "/",
        "",
        "\0",
        "\u001f",
        "\u007f",
        "\u0085",
        "\u200b",
        "\u202e",
        "\ufeff",
        "\uffff",
        "\ud83d\ude00",
        "\ud800",
        "\udc00",
        "\u017f",
        "\u212a",
        "+",
        "#",
        "$",
        "..",
        "%2f",
        "\\",
        " ",
        "A",
        "\u00e9",
        "v1",
        "v1/",
        "-"
    };
    private static final String TRACEPARENT = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";
    private static final String[] NAMES = {
        "site",
        "site",
        "",
        " ",
        "residency-home",
        "RESIDENCY-EPOCH",
        "re\u017fidency-class",
        "residency-",
        "mqtt-topic",
        "MQTT-qos",
        "domicile-reason",
        "domicile-identity-property",
        "Content-Type",
        "traceparent",
        "Traceparent",
        "tracestate",
        "nul\0",
        "\ud800",
        "line\nbreak",
        "\u202eemoh-ycnediser",
        "residency\u200b-home",
        "\ud83d\ude00"
    };
    private static final String[] VALUES = {
        "", "north", "\0\n\r", "\ud800", TRACEPARENT, "00-x", "a=1,b=2", "a=1,a=2", "x".repeat(600), "eu-west"
    };
    private static final String[] CONTENT_TYPES = {
        "", " ", "application/json", "Application/JSON; charset=utf-8", ";", "text/plain\r\nx: y", "\ud800"
    };

    private final Random random;
    private final HostilePayloads payloads;

    HostileMessages(Random random, SchemaRegistry registry) {
        this.random = random;
        this.payloads = new HostilePayloads(random, registry);
    }

    MqttMessage next() {
        String organization = any(ORGANIZATIONS);
        String topic = topic(organization);
        List<Property> properties = properties(organization);
        Transport transport = transport();
        return switch (random.nextInt(10)) {
            case 0 -> message(topic, payloads.opaque(), HeaderNames.OPAQUE, properties, transport);
            case 1, 2 -> message(topic, payloads.frame(), HeaderNames.FRAMED_AVRO, properties, transport);
            case 3 -> message(topic, payloads.json(), any(CONTENT_TYPES), properties, transport);
            case 4 -> message(topic, payloads.json(), once(500) ? "t".repeat(60_000) : null, properties, transport);
            default -> message(topic, payloads.json(), null, properties, transport);
        };
    }

    private static MqttMessage message(
            String topic, byte[] payload, String contentType, List<Property> properties, Transport transport) {
        return new MqttMessage(topic, payload, contentType, properties, transport);
    }

    private String topic(String organization) {
        String topic = "v1/" + organization + "/dev-" + random.nextInt(50) + '/' + any(CLASSES)
                + (random.nextBoolean() ? "/room" : "");
        if (random.nextInt(4) > 0) {
            return topic;
        }
        int at = random.nextInt(topic.length());
        return switch (random.nextInt(6)) {
            case 0 -> topic.substring(0, at);
            case 1 -> topic.substring(at);
            case 2 -> topic.substring(0, at) + topic.substring(at + 1);
            case 3 -> topic + '/' + topic;
            case 4 -> once(200) ? topic + "/s".repeat(32_000) : any(CHARACTERS) + topic.substring(2);
            default -> topic.substring(0, at) + any(CHARACTERS) + topic.substring(at);
        };
    }

    private List<Property> properties(String organization) {
        List<Property> properties = new ArrayList<>();
        if (random.nextInt(8) > 0) {
            properties.add(new Property(IDENTITY, organization));
        }
        switch (random.nextInt(100)) {
            case 0 -> properties.add(new Property(IDENTITY, any(ORGANIZATIONS)));
            case 1, 2, 3 -> properties.replaceAll(own -> new Property(IDENTITY, any(ORGANIZATIONS)));
            case 4 -> properties.replaceAll(own -> new Property(IDENTITY, any(CHARACTERS)));
            case 5 -> properties.add(0, new Property("Client-Organization", organization));
            default -> {}
        }
        if (random.nextBoolean()) {
            int count = once(1_000) ? 1_000 : random.nextInt(5);
            for (int number = 0; number < count; number++) {
                properties.add(random.nextInt(properties.size() + 1), new Property(any(NAMES), any(VALUES)));
            }
        }
        if (once(1_000)) {
            properties.add(new Property("x".repeat(30_000), "y".repeat(60_000)));
        }
        return properties;
    }

    private Transport transport() {
        int qualityOfService = random.nextInt(10) == 0 ? 0 : 1;
        if (random.nextInt(4) > 0) {
            return Transport.plain(qualityOfService);
        }
        return new Transport(
                qualityOfService,
                random.nextBoolean(),
                random.nextBoolean() ? null : random.nextLong(0x1_0000_0000L),
                random.nextBoolean() ? null : new byte[once(100) ? 65_535 : random.nextInt(32)],
                random.nextBoolean() ? null : once(100) ? "r".repeat(65_535) : "answers/" + any(CHARACTERS));
    }

    private boolean once(int in) {
        return random.nextInt(in) == 0;
    }

    private String any(String[] list) {
        return list[random.nextInt(list.length)];
    }

    private String any(List<String> list) {
        return list.get(random.nextInt(list.size()));
    }
}
