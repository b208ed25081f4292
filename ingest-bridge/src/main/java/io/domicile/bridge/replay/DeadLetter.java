package io.domicile.bridge.replay;

import io.domicile.bridge.topic.TopicReading;
import io.domicile.bridge.topic.TopicTemplate;
import io.domicile.kit.kafka.HeaderNames;
import io.domicile.kit.kafka.RecordHeaders;
import io.domicile.kit.setaside.SetAsideMarks;
import io.domicile.kit.setaside.SetAsidePosition;
import io.domicile.residency.DataClass;
import java.time.Instant;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/**
 * A message that the bridge could not take, as its record tells of it. Every text is as it was written: nothing is
 * known of it.
 *
 * @param receivedAt when the bridge received it
 * @param reason why it was not taken; empty where the record does not say
 * @param dataClass the class that its topic names
 * @param contentType how its payload was read
 * @param omittedBytes the size of a payload that was too large to keep, in bytes
 * @param topic the MQTT topic; names an organization
 * @param payload not copied; nobody changes it
 */
public record DeadLetter(
        SetAsidePosition position,
        Instant receivedAt,
        String reason,
        Optional<DataClass> dataClass,
        Optional<String> contentType,
        Optional<String> omittedBytes,
        DeadLetterState state,
        Optional<String> topic,
        byte[] payload) {

    static DeadLetter of(ConsumerRecord<byte[], byte @Nullable []> record, SetAsideMarks marks) {
        SetAsidePosition position = new SetAsidePosition(record.partition(), record.offset());
        Optional<String> topic = header(record, HeaderNames.MQTT_TOPIC);
        Optional<String> omitted = header(record, HeaderNames.OMITTED_BYTES);
        byte[] payload = record.value();
        return new DeadLetter(
                position,
                Instant.ofEpochMilli(record.timestamp()),
                header(record, HeaderNames.REASON).orElse(""),
                topic.map(TopicTemplate::read).flatMap(DeadLetter::dataClass),
                header(record, HeaderNames.CONTENT_TYPE),
                omitted,
                state(marks.of(position).isPresent(), omitted.isPresent()),
                topic,
                payload == null ? new byte[0] : payload);
    }

    private static DeadLetterState state(boolean isMarked, boolean isOmitted) {
        if (isMarked) {
            return DeadLetterState.REPLAYED;
        }
        return isOmitted ? DeadLetterState.REFERENCE_ONLY : DeadLetterState.WAITING;
    }

    private static Optional<DataClass> dataClass(TopicReading reading) {
        return reading instanceof TopicReading.Addressed addressed ? addressed.dataClass() : Optional.empty();
    }

    private static Optional<String> header(ConsumerRecord<?, ?> record, String name) {
        return Optional.ofNullable(RecordHeaders.text(record.headers(), name));
    }

    @Override
    public String toString() {
        return "dead letter " + position + " (withheld)";
    }
}
