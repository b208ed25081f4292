package io.domicile.router.route;

import io.domicile.kit.kafka.HeaderNames;
import io.domicile.kit.kafka.RecordHeaders;
import io.domicile.kit.topic.TopicSizes;
import io.domicile.kit.topic.Topics;
import io.domicile.residency.decision.BlockReason;
import java.time.InstantSource;
import java.util.List;
import org.apache.kafka.common.header.Headers;
import org.jspecify.annotations.Nullable;

/**
 * The copy of a blocked record that stays in this region's quarantine: key, value and headers as they arrived, without
 * any reserved header, and with the reason, the place it was read from and the class it was
 * decided as. What even the quarantine cannot take is kept
 * as a reference: no payload, no foreign headers, and the key only where it fits. It keeps the record's time, unless a
 * topic has refused the record: that may have been because of its time.
 */
final class QuarantineCopy {

    private static final List<String> OWN_HEADERS = List.of(
            HeaderNames.REASON,
            HeaderNames.SOURCE_TOPIC,
            HeaderNames.SOURCE_PARTITION,
            HeaderNames.SOURCE_OFFSET,
            HeaderNames.DATA_CLASS,
            HeaderNames.OMITTED_BYTES);

    private QuarantineCopy() {}

    static Departure of(Subject subject, BlockReason reason, InstantSource clock) {
        Arrived arrived = subject.arrived();
        long timestamp = reason == BlockReason.REFUSED_BY_TOPIC ? clock.millis() : arrived.timestamp();
        Headers headers = new org.apache.kafka.common.header.internals.RecordHeaders(arrived.headers());
        RecordHeaders.stripReserved(headers);
        OWN_HEADERS.forEach(headers::remove);
        explain(headers, subject, reason);
        return fits(arrived.key(), arrived.value(), headers)
                ? new Departure(Topics.QUARANTINE, arrived.key(), arrived.value(), timestamp, headers)
                : reference(subject, reason, timestamp);
    }

    private static Departure reference(Subject subject, BlockReason reason, long timestamp) {
        Arrived arrived = subject.arrived();
        byte[] value = arrived.value();
        byte[] nothing = value == null ? null : new byte[0];
        Headers headers = new org.apache.kafka.common.header.internals.RecordHeaders();
        explain(headers, subject, reason);
        RecordHeaders.add(headers, HeaderNames.OMITTED_BYTES, Integer.toString(value == null ? 0 : value.length));
        byte[] key = fits(arrived.key(), nothing, headers) ? arrived.key() : null;
        return new Departure(Topics.QUARANTINE, key, nothing, timestamp, headers);
    }

    private static void explain(Headers headers, Subject subject, BlockReason reason) {
        Arrived arrived = subject.arrived();
        RecordHeaders.add(headers, HeaderNames.REASON, reason.code());
        RecordHeaders.add(headers, HeaderNames.SOURCE_TOPIC, arrived.topic().name());
        RecordHeaders.add(headers, HeaderNames.SOURCE_PARTITION, Integer.toString(arrived.partition()));
        RecordHeaders.add(headers, HeaderNames.SOURCE_OFFSET, Long.toString(arrived.offset()));
        subject.dataClass().ifPresent(known -> RecordHeaders.add(headers, HeaderNames.DATA_CLASS, known.id()));
    }

    private static boolean fits(byte @Nullable [] key, byte @Nullable [] value, Headers headers) {
        return RecordSize.upperBound(key, value, headers) <= TopicSizes.QUARANTINE;
    }
}
