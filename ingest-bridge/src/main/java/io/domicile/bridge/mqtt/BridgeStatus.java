package io.domicile.bridge.mqtt;

import io.domicile.kit.kafka.HeaderNames;
import java.nio.charset.StandardCharsets;

/** The retained messages that say whether a connection of the bridge is up. */
final class BridgeStatus {

    private static final String ONLINE = "{\"status\":\"online\"}";
    private static final String OFFLINE = "{\"status\":\"offline\"}";

    private BridgeStatus() {}

    static Publication online(String topic) {
        return of(topic, ONLINE);
    }

    /** Published before a clean end, and the last will. */
    static Publication offline(String topic) {
        return of(topic, OFFLINE);
    }

    private static Publication of(String topic, String json) {
        return new Publication(topic, json.getBytes(StandardCharsets.UTF_8), true, HeaderNames.JSON, null);
    }
}
