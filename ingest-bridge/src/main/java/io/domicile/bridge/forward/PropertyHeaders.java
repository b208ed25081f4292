package io.domicile.bridge.forward;

import io.domicile.bridge.ledger.MqttMessage.Property;
import io.domicile.bridge.meter.BridgeMeters;
import io.domicile.bridge.meter.HeaderRemoval;
import io.domicile.kit.kafka.HeaderNames;
import io.domicile.residency.tag.TagCodec;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import org.apache.kafka.common.header.Headers;

/**
 * MQTT 5 user properties as headers: in their order, at most {@value #MAX_COUNT} of them and {@value #MAX_BYTES} bytes,
 * and none whose name could pass for a residency tag or a header of the bridge, in any case. What is left out is counted.
 */
final class PropertyHeaders {

    static final int MAX_COUNT = 64;
    static final int MAX_BYTES = 8 * 1024;

    private static final List<String> OWN_PREFIXES = List.of("mqtt-", "domicile-");

    private final BridgeMeters meters;

    PropertyHeaders(BridgeMeters meters) {
        this.meters = meters;
    }

    void addTo(Headers headers, List<Property> properties) {
        int count = 0;
        int bytes = 0;
        for (Property property : properties) {
            if (TagCodec.isReserved(property.name())) {
                meters.headersRemoved(HeaderRemoval.FORGED, 1);
                continue;
            }
            if (isOwn(property.name().toLowerCase(Locale.ROOT))) {
                meters.headersRemoved(HeaderRemoval.RESERVED, 1);
                continue;
            }
            byte[] value = property.value().getBytes(StandardCharsets.UTF_8);
            int size = property.name().getBytes(StandardCharsets.UTF_8).length + value.length;
            if (count == MAX_COUNT || bytes + size > MAX_BYTES) {
                meters.headersRemoved(HeaderRemoval.BOUNDS, 1);
                continue;
            }
            headers.add(property.name(), value);
            count++;
            bytes += size;
        }
    }

    private static boolean isOwn(String name) {
        return name.equals(HeaderNames.CONTENT_TYPE) || OWN_PREFIXES.stream().anyMatch(name::startsWith);
    }
}
