package io.domicile.bridge.forward;

import io.domicile.bridge.ledger.Ending;
import io.domicile.bridge.ledger.MqttMessage;
import io.domicile.bridge.payload.EncodedPayload;
import io.domicile.bridge.payload.PayloadKind;
import io.domicile.kit.kafka.HeaderNames;
import io.domicile.kit.kafka.RecordHeaders;
import io.domicile.kit.topic.TopicSizes;
import io.domicile.kit.topic.Topics;
import io.domicile.residency.DataClass;
import io.domicile.residency.RecordKey;
import java.time.Instant;
import java.util.Optional;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.jspecify.annotations.Nullable;

/**
 * The form of the bridge's records: key {@code <organization>/<device>}, the time of receipt as time stamp, and headers
 * that begin with the bridge's own. The bridge writes no residency header; the router tags.
 */
final class Records {

    /** Room that a batch, its one record, topic and properties need besides the payload, generously. */
    private static final int DEAD_LETTER_ROOM = 128 * 1024;

    private static final int BATCH_OVERHEAD = 128;
    private static final int HEADER_OVERHEAD = 10;

    private final PayloadKind undeclared;
    private final PropertyHeaders properties;

    Records(PayloadKind undeclared, PropertyHeaders properties) {
        this.undeclared = undeclared;
        this.properties = properties;
    }

    ProducerRecord<byte[], byte[]> ingress(
            RecordKey key, DataClass dataClass, Instant receivedAt, MqttMessage message, EncodedPayload payload) {
        ProducerRecord<byte[], byte[]> record = new ProducerRecord<>(
                Topics.ingress(dataClass), null, receivedAt.toEpochMilli(), key.toBytes(), payload.value());
        describe(record.headers(), message, payload.contentType());
        return record;
    }

    /**
     * A record for the operator.
     *
     * @param key null where the topic tells none
     */
    ProducerRecord<byte[], byte[]> setAside(String topic, @Nullable RecordKey key, Ending ending, Reception reception) {
        MqttMessage message = reception.message();
        boolean omitted =
                reception.payloadOmitted() || message.payload().length > TopicSizes.QUARANTINE - DEAD_LETTER_ROOM;
        ProducerRecord<byte[], byte[]> record = new ProducerRecord<>(
                topic,
                null,
                reception.receivedAt().toEpochMilli(),
                key == null ? null : key.toBytes(),
                omitted ? new byte[0] : message.payload());
        RecordHeaders.add(record.headers(), HeaderNames.REASON, ending.reason());
        if (omitted) {
            RecordHeaders.add(record.headers(), HeaderNames.OMITTED_BYTES, Integer.toString(message.payload().length));
        }
        Optional<String> identityProperty = describe(
                record.headers(),
                message,
                PayloadKind.of(message.contentType(), undeclared).mediaType());
        // What the message was read from may have lost some already
        identityProperty
                .filter(whole -> reception.identityKnown())
                .ifPresent(name -> RecordHeaders.add(record.headers(), HeaderNames.IDENTITY_PROPERTY, name));
        return record;
    }

    /** An upper bound of the bytes that a record takes on its topic, uncompressed. */
    static long size(ProducerRecord<byte[], byte[]> record) {
        long size = BATCH_OVERHEAD + length(record.key()) + length(record.value());
        for (Header header : record.headers()) {
            // A name's UTF-8 form takes at most three bytes for each char
            size += 3L * header.key().length() + length(header.value()) + HEADER_OVERHEAD;
        }
        return size;
    }

    private Optional<String> describe(Headers headers, MqttMessage message, String contentType) {
        RecordHeaders.add(headers, HeaderNames.CONTENT_TYPE, contentType);
        RecordHeaders.add(headers, HeaderNames.MQTT_TOPIC, message.topic());
        return properties.addTo(headers, message);
    }

    private static long length(byte @Nullable [] bytes) {
        return bytes == null ? 0 : bytes.length;
    }
}
