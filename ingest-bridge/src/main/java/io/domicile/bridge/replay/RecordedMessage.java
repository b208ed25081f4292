package io.domicile.bridge.replay;

import io.domicile.bridge.forward.PropertyNames;
import io.domicile.bridge.forward.Reception;
import io.domicile.bridge.ledger.MqttMessage;
import io.domicile.bridge.ledger.MqttMessage.Property;
import io.domicile.bridge.ledger.MqttMessage.Transport;
import io.domicile.kit.kafka.HeaderNames;
import io.domicile.kit.kafka.RecordHeaders;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.jspecify.annotations.Nullable;

/** The message that a dead letter's record was made of: the reverse of how the bridge describes one in headers. */
final class RecordedMessage {

    private static final Pattern QUALITY_OF_SERVICE = Pattern.compile("[01]");
    private static final Pattern SECONDS = Pattern.compile("[0-9]{1,10}");

    private RecordedMessage() {}

    /**
     * The message, or empty where the record does not tell it: the bridge did not write it.
     *
     * <p>Headers are bounded, so a publisher can see to it that the property is left out by which the broker tells who it
     * is, and its own is not. What is there is believed only where the record says that it is all there was.
     *
     * @param receivedAt when the bridge received it for the first time
     * @param identityProperty what identities are read from now; empty where the broker hands over none
     */
    static Optional<Reception> read(
            ConsumerRecord<byte[], byte @Nullable []> record, Instant receivedAt, Optional<String> identityProperty) {
        boolean identityKnown = identityProperty
                .filter(name -> name.equals(RecordHeaders.text(record.headers(), HeaderNames.IDENTITY_PROPERTY)))
                .isPresent();
        return message(record).map(message -> Reception.recorded(message, receivedAt, identityKnown));
    }

    private static Optional<MqttMessage> message(ConsumerRecord<byte[], byte @Nullable []> record) {
        Headers headers = record.headers();
        String topic = RecordHeaders.text(headers, HeaderNames.MQTT_TOPIC);
        byte[] payload = record.value();
        Optional<Transport> transport = transport(headers);
        if (topic == null || payload == null || transport.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(new MqttMessage(
                topic,
                payload,
                RecordHeaders.text(headers, HeaderNames.MQTT_CONTENT_TYPE),
                properties(headers),
                transport.get()));
    }

    private static Optional<Transport> transport(Headers headers) {
        String qualityOfService = RecordHeaders.text(headers, HeaderNames.MQTT_QOS);
        String expiry = RecordHeaders.text(headers, HeaderNames.MQTT_EXPIRY);
        if (qualityOfService == null
                || !QUALITY_OF_SERVICE.matcher(qualityOfService).matches()
                || (expiry != null && !SECONDS.matcher(expiry).matches())) {
            return Optional.empty();
        }
        Header correlation = headers.lastHeader(HeaderNames.MQTT_CORRELATION_DATA);
        return Optional.of(new Transport(
                Integer.parseInt(qualityOfService),
                "true".equals(RecordHeaders.text(headers, HeaderNames.MQTT_RETAIN)),
                expiry == null ? null : Long.valueOf(expiry),
                correlation == null ? null : correlation.value(),
                RecordHeaders.text(headers, HeaderNames.MQTT_RESPONSE_TOPIC)));
    }

    /** What the bridge would make a header of was a user property; the trace context was two. */
    private static List<Property> properties(Headers headers) {
        List<Property> properties = new ArrayList<>();
        for (Header header : headers) {
            byte[] value = header.value();
            if (value != null && PropertyNames.objection(header.key()).isEmpty()) {
                properties.add(new Property(header.key(), new String(value, StandardCharsets.UTF_8)));
            }
        }
        return properties;
    }
}
