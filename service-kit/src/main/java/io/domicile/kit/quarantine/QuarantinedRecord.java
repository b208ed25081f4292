package io.domicile.kit.quarantine;

import io.domicile.kit.kafka.HeaderNames;
import io.domicile.kit.kafka.RecordHeaders;
import io.domicile.kit.setaside.SetAsideMarks;
import io.domicile.kit.setaside.SetAsidePosition;
import io.domicile.kit.topic.Topics;
import io.domicile.residency.DataClass;
import io.domicile.residency.OrganizationId;
import io.domicile.residency.RecordKey;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;
import java.util.OptionalInt;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/**
 * A quarantined record as its headers tell of it, without key and payload. Texts are as they were written: nothing is
 * known of them.
 *
 * @param time the record's own: when the bridge received it, or a platform service wrote it
 * @param reason why it was blocked; empty where the record does not say
 * @param dataClass the class it was decided as; empty where it has none that could be believed
 * @param bytes of its value, as far as it was kept
 * @param omittedBytes the size of a payload that was too large to keep
 * @param sourceTopic the topic the router read it from; empty where the bridge has blocked it before Kafka
 * @param sourcePartition the partition the router read it from
 * @param mqttTopic names an organization
 * @param organization whose record it is, as its key says
 */
public record QuarantinedRecord(
        SetAsidePosition position,
        Instant time,
        String reason,
        Optional<DataClass> dataClass,
        int bytes,
        Optional<String> omittedBytes,
        QuarantineState state,
        Optional<String> sourceTopic,
        OptionalInt sourcePartition,
        Optional<String> mqttTopic,
        Optional<OrganizationId> organization) {

    static QuarantinedRecord of(ConsumerRecord<byte[], byte @Nullable []> record, SetAsideMarks marks) {
        SetAsidePosition position = new SetAsidePosition(record.partition(), record.offset());
        Optional<String> omitted = header(record, HeaderNames.OMITTED_BYTES);
        Optional<String> source = header(record, HeaderNames.SOURCE_TOPIC);
        byte[] value = record.value();
        return new QuarantinedRecord(
                position,
                Instant.ofEpochMilli(record.timestamp()),
                header(record, HeaderNames.REASON).orElse(""),
                header(record, HeaderNames.DATA_CLASS)
                        .flatMap(DataClass::find)
                        .or(() -> source.flatMap(QuarantinedRecord::classOfIngress)),
                value == null ? 0 : value.length,
                omitted,
                state(marks.of(position).isPresent(), omitted.isPresent()),
                source,
                header(record, HeaderNames.SOURCE_PARTITION)
                        .map(QuarantinedRecord::partition)
                        .orElse(OptionalInt.empty()),
                header(record, HeaderNames.MQTT_TOPIC),
                RecordKey.parse(record.key()).map(RecordKey::organization));
    }

    /** Whether the bridge blocked it: its payload is then as a device sent it, and only a bridge knows how to read it. */
    public boolean isFromBridge() {
        return sourceTopic.isEmpty() && mqttTopic.isPresent();
    }

    private static Optional<DataClass> classOfIngress(String topic) {
        return Arrays.stream(DataClass.values())
                .filter(dataClass -> Topics.ingress(dataClass).equals(topic))
                .findFirst();
    }

    private static OptionalInt partition(String text) {
        return text.matches("[0-9]{1,9}") ? OptionalInt.of(Integer.parseInt(text)) : OptionalInt.empty();
    }

    private static QuarantineState state(boolean isMarked, boolean isOmitted) {
        if (isMarked) {
            return QuarantineState.RELEASED;
        }
        return isOmitted ? QuarantineState.REFERENCE_ONLY : QuarantineState.WAITING;
    }

    private static Optional<String> header(ConsumerRecord<?, ?> record, String name) {
        return Optional.ofNullable(RecordHeaders.text(record.headers(), name));
    }

    @Override
    public String toString() {
        return "quarantined record " + position + " (withheld)";
    }
}
