package io.domicile.bridge.mqtt;

import org.jspecify.annotations.Nullable;

/**
 * What the bridge itself publishes, with quality of service 1. The array is not copied; nobody changes it.
 *
 * @param contentType MQTT 5 only; null for none
 * @param expirySeconds MQTT 5 only; null for no end
 */
record Publication(
        String topic,
        byte[] payload,
        boolean retained,
        @Nullable String contentType,
        @Nullable Long expirySeconds) {

    @Override
    public String toString() {
        return "publication(withheld)";
    }
}
