package io.domicile.bridge.ledger;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A published message, free of the MQTT client's types. The array is not copied; nobody changes it.
 *
 * @param contentType what an MQTT 5 publisher declared; null where it declared nothing
 * @param properties MQTT 5 user properties in their order; a name may occur more than once
 */
public record MqttMessage(
        String topic, byte[] payload, @Nullable String contentType, List<Property> properties) {

    public MqttMessage {
        properties = List.copyOf(properties);
    }

    /** One MQTT 5 user property. */
    public record Property(String name, String value) {}

    @Override
    public String toString() {
        return "message(withheld)";
    }
}
