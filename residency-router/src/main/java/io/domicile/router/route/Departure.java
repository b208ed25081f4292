package io.domicile.router.route;

import org.apache.kafka.common.header.Headers;
import org.jspecify.annotations.Nullable;

/**
 * A record the router writes.
 *
 * @param topic one of {@link DepartureTopics}
 * @param value the very array that arrived where it is a payload; null for a tombstone
 */
public record Departure(String topic, byte @Nullable [] key, byte @Nullable [] value, long timestamp, Headers headers) {

    @Override
    public String toString() {
        return "Departure[" + topic + ']';
    }
}
