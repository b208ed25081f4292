package io.domicile.bridge.ledger;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A published message, free of the MQTT client's types. The array is not copied; nobody changes it.
 *
 * @param contentType what an MQTT 5 publisher declared; null where it declared nothing
 * @param properties MQTT 5 user properties in their order; a name may occur more than once
 * @param transport how it came
 */
public record MqttMessage(
        String topic, byte[] payload, @Nullable String contentType, List<Property> properties, Transport transport) {

    public MqttMessage {
        properties = List.copyOf(properties);
    }

    /**
     * How a message was published, besides its topic. MQTT 3.1.1 tells quality of service and the retain flag only.
     *
     * @param qualityOfService of the delivery to the bridge: the publisher's, but 1 at most
     * @param retained whether the broker held it before the bridge subscribed
     * @param expirySeconds what was left of its life when the broker sent it; null where it has no end
     * @param correlationData of a request; null where there is none
     * @param responseTopic of a request; null where there is none
     */
    public record Transport(
            int qualityOfService,
            boolean retained,
            @Nullable Long expirySeconds,
            byte @Nullable [] correlationData,
            @Nullable String responseTopic) {

        /** Of a message that came with nothing but a quality of service. */
        public static Transport plain(int qualityOfService) {
            return new Transport(qualityOfService, false, null, null, null);
        }

        @Override
        public String toString() {
            return "transport(withheld)";
        }
    }

    /** One MQTT 5 user property. */
    public record Property(String name, String value) {}

    @Override
    public String toString() {
        return "message(withheld)";
    }
}
