package io.domicile.bridge.mqtt;

import io.domicile.kit.config.Configurations;
import io.smallrye.config.ConfigMapping;
import java.util.HashMap;
import java.util.Map;

/** Reads a {@link MqttConfig} by itself. */
@ConfigMapping(prefix = "test")
interface MqttSettings {

    MqttConfig mqtt();

    /** @param settings without a prefix; the host is the loopback address unless they say otherwise */
    static MqttConfig of(Map<String, String> settings) {
        Map<String, String> properties = new HashMap<>(Map.of("test.mqtt.host", "127.0.0.1"));
        settings.forEach((key, value) -> properties.put("test.mqtt." + key, value));
        return Configurations.fromProperties(MqttSettings.class, properties).mqtt();
    }
}
