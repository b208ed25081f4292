package io.domicile.router.route;

import org.apache.kafka.common.header.Headers;
import org.jspecify.annotations.Nullable;

/**
 * A record as the router read it.
 *
 * @param timestamp the record's own, in milliseconds since the epoch
 * @param value null for a tombstone
 * @param headers never changed by the router; what departs carries a copy
 */
public record Arrived(
        ArrivalTopic topic,
        int partition,
        long offset,
        long timestamp,
        byte @Nullable [] key,
        byte @Nullable [] value,
        Headers headers) {

    @Override
    public String toString() {
        return "Arrived[" + topic.name() + '-' + partition + '@' + offset + ']';
    }
}
