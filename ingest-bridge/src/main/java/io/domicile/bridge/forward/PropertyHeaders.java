package io.domicile.bridge.forward;

import io.domicile.bridge.admission.IdentityProperty;
import io.domicile.bridge.ledger.MqttMessage;
import io.domicile.bridge.ledger.MqttMessage.Property;
import io.domicile.bridge.ledger.MqttMessage.Transport;
import io.domicile.bridge.meter.BridgeMeters;
import io.domicile.bridge.meter.HeaderRemoval;
import io.domicile.kit.kafka.HeaderNames;
import io.domicile.kit.kafka.RecordHeaders;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.common.header.Headers;
import org.jspecify.annotations.Nullable;

/**
 * What a publisher said of a message besides topic and payload, as headers.
 *
 * <ol>
 *   <li>Content type, response topic, correlation data, trace context and user properties share one bound, in this
 *       order: {@value #MAX_COUNT} headers, {@value #MAX_BYTES} bytes of names and values.
 *   <li>User properties keep their order; a name may occur more than once. None of them bears a name that
 *       {@link PropertyNames} objects to.
 *   <li>A trace context is whole and well-formed, or absent (see {@link TraceContext}).
 *   <li>What is left out is counted. Whether a property is among it that the identity is read from is told as well.
 * </ol>
 */
final class PropertyHeaders {

    static final int MAX_COUNT = 64;
    static final int MAX_BYTES = 8 * 1024;

    private final BridgeMeters meters;
    private final @Nullable IdentityProperty identity;

    /** @param identity empty where the broker hands over none */
    PropertyHeaders(BridgeMeters meters, Optional<IdentityProperty> identity) {
        this.meters = meters;
        this.identity = identity.orElse(null);
    }

    /**
     * Adds what fits.
     *
     * @return the identity property's name where every property of that name, in whatever case, is a header now; empty
     *     where one is not, or identities are not read
     */
    Optional<String> addTo(Headers headers, MqttMessage message) {
        Transport transport = message.transport();
        RecordHeaders.add(headers, HeaderNames.MQTT_QOS, Integer.toString(transport.qualityOfService()));
        if (transport.retained()) {
            RecordHeaders.add(headers, HeaderNames.MQTT_RETAIN, "true");
        }
        if (transport.expirySeconds() != null) {
            RecordHeaders.add(headers, HeaderNames.MQTT_EXPIRY, Long.toString(transport.expirySeconds()));
        }
        BoundedHeaders bounded = new BoundedHeaders(headers, MAX_COUNT, MAX_BYTES);
        bounded.add(HeaderNames.MQTT_CONTENT_TYPE, message.contentType());
        bounded.add(HeaderNames.MQTT_RESPONSE_TOPIC, transport.responseTopic());
        bounded.add(HeaderNames.MQTT_CORRELATION_DATA, transport.correlationData());
        addTraceContext(bounded, message.properties());
        boolean isIdentityWhole = true;
        for (Property property : message.properties()) {
            boolean isAdded = add(bounded, property);
            isIdentityWhole &= isAdded || identity == null || !identity.isReadFrom(property);
        }
        count(HeaderRemoval.BOUNDS, bounded.leftOut());
        return identity != null && isIdentityWhole ? Optional.of(identity.name()) : Optional.empty();
    }

    private void addTraceContext(BoundedHeaders headers, List<Property> properties) {
        if (properties.isEmpty()) {
            return;
        }
        TraceContext trace = TraceContext.of(properties);
        headers.add(HeaderNames.TRACEPARENT, trace.parent());
        headers.add(HeaderNames.TRACESTATE, trace.state());
        count(HeaderRemoval.MALFORMED, trace.removed());
    }

    private boolean add(BoundedHeaders headers, Property property) {
        if (TraceContext.isPart(property.name())) {
            return false;
        }
        Optional<HeaderRemoval> objection = PropertyNames.objection(property.name());
        objection.ifPresent(why -> count(why, 1));
        return objection.isEmpty() && headers.add(property.name(), property.value());
    }

    private void count(HeaderRemoval why, int count) {
        if (count > 0) {
            meters.headersRemoved(why, count);
        }
    }
}
