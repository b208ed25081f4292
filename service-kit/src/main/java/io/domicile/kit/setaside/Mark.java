package io.domicile.kit.setaside;

import io.domicile.kit.kafka.HeaderNames;
import io.domicile.kit.kafka.RecordHeaders;
import java.time.Instant;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * A record on a set-aside topic that tells what became of an earlier one of the same partition. It has neither key nor
 * value. Retention removes the start of a partition, so a mark outlives the record it is about.
 *
 * @param marked the record it is about
 * @param action what was done with that record, such as {@link #REPLAYED}
 * @param time when
 */
public record Mark(SetAsidePosition marked, String action, Instant time) {

    /** The message was handled again, and the record that it became was written with this mark. */
    public static final String REPLAYED = "replayed";

    /** The record was given back to the router, and what was given back was written with this mark. */
    public static final String RELEASED = "released";

    ProducerRecord<byte[], byte[]> toRecord(String topic) {
        ProducerRecord<byte[], byte[]> record =
                new ProducerRecord<>(topic, marked.partition(), time.toEpochMilli(), null, null, List.of());
        RecordHeaders.add(record.headers(), HeaderNames.MARK, action);
        RecordHeaders.add(record.headers(), HeaderNames.MARKED_OFFSET, Long.toString(marked.offset()));
        return record;
    }

    static boolean isMark(ConsumerRecord<byte[], byte[]> record) {
        return record.headers().lastHeader(HeaderNames.MARK) != null;
    }

    /** @throws SetAsideException if it does not say which record it is about: any record could be */
    static Mark of(ConsumerRecord<byte[], byte[]> record) {
        String action = RecordHeaders.text(record.headers(), HeaderNames.MARK);
        String offset = RecordHeaders.text(record.headers(), HeaderNames.MARKED_OFFSET);
        SetAsidePosition marked =
                SetAsidePosition.parse(record.partition() + ":" + offset).orElse(null);
        if (action == null || marked == null || marked.offset() >= record.offset()) {
            throw new SetAsideException(
                    "topic '" + record.topic() + "' holds a mark at " + record.partition() + ":" + record.offset()
                            + " that names no record before it; somebody else wrote it",
                    null);
        }
        return new Mark(marked, action, Instant.ofEpochMilli(record.timestamp()));
    }
}
