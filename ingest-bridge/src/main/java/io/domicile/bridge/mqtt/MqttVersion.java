package io.domicile.bridge.mqtt;

import java.util.Arrays;
import java.util.Optional;

/** A version of the MQTT protocol that the bridge speaks to its broker; devices may speak any other. */
public enum MqttVersion {
    MQTT_5("5"),
    /** Without receive maximum, session expiry, properties and reasons. */
    MQTT_3_1_1("3.1.1");

    private final String text;

    MqttVersion(String text) {
        this.text = text;
    }

    /** As it is written in the configuration. */
    public String text() {
        return text;
    }

    /** The version of that text, or empty where the bridge speaks no such version. */
    public static Optional<MqttVersion> parse(String text) {
        return Arrays.stream(values())
                .filter(version -> version.text.equals(text))
                .findFirst();
    }
}
