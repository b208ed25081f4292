package io.domicile.router.topology;

import org.apache.kafka.common.serialization.Serializer;
import org.jspecify.annotations.Nullable;

/** Hands the bytes of an {@link Outbound} on, the very array. */
final class OutboundSerializer implements Serializer<Outbound> {

    @Override
    public byte @Nullable [] serialize(String topic, @Nullable Outbound value) {
        return value == null ? null : value.bytes();
    }
}
