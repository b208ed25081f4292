package io.domicile.kit.setaside;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.domicile.kit.kafka.HeaderNames;
import io.domicile.kit.kafka.RecordHeaders;
import java.time.Instant;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeader;
import org.apache.kafka.common.record.TimestampType;
import org.junit.jupiter.api.Test;

class MarkTest {

    private static final Instant NOW = Instant.parse("2026-01-06T10:00:00Z");

    @Test
    void shouldBeReadAsItIsWritten() {
        Mark mark = new Mark(new SetAsidePosition(3, 41), Mark.REPLAYED, NOW);

        ProducerRecord<byte[], byte[]> record = mark.toRecord("topic");

        assertThat(record.partition()).isEqualTo(3);
        assertThat(record.key()).isNull();
        assertThat(record.value()).isNull();
        assertThat(Mark.isMark(stored(record.headers(), 42))).isTrue();
        assertThat(Mark.of(stored(record.headers(), 42))).isEqualTo(mark);
    }

    @Test
    void shouldNotBeReadFromAnyOtherRecord() {
        Headers headers = new org.apache.kafka.common.header.internals.RecordHeaders();
        RecordHeaders.add(headers, HeaderNames.REASON, "malformed-json");

        assertThat(Mark.isMark(stored(headers, 42))).isFalse();
    }

    @Test
    void shouldBeRefusedWhereItNamesNoRecordBeforeIt() {
        assertThatThrownBy(() -> Mark.of(stored(naming("42"), 42))).isInstanceOf(SetAsideException.class);
        assertThatThrownBy(() -> Mark.of(stored(naming("x"), 42)))
                .isInstanceOf(SetAsideException.class)
                .hasMessageContaining("3:42");
        Headers unnamed = new org.apache.kafka.common.header.internals.RecordHeaders();
        RecordHeaders.add(unnamed, HeaderNames.MARK, Mark.REPLAYED);
        assertThatThrownBy(() -> Mark.of(stored(unnamed, 42))).isInstanceOf(SetAsideException.class);
    }

    @Test
    void shouldBeRefusedWhereItsActionIsMissing() {
        Headers headers = naming("41");
        headers.remove(HeaderNames.MARK).add(new RecordHeader(HeaderNames.MARK, null));

        assertThat(Mark.isMark(stored(headers, 42))).isTrue();
        assertThatThrownBy(() -> Mark.of(stored(headers, 42))).isInstanceOf(SetAsideException.class);
    }

    private static Headers naming(String offset) {
        Headers headers = new org.apache.kafka.common.header.internals.RecordHeaders();
        RecordHeaders.add(headers, HeaderNames.MARK, Mark.REPLAYED);
        RecordHeaders.add(headers, HeaderNames.MARKED_OFFSET, offset);
        return headers;
    }

    private static ConsumerRecord<byte[], byte[]> stored(Headers headers, long offset) {
        return new ConsumerRecord<>(
                "topic",
                3,
                offset,
                NOW.toEpochMilli(),
                TimestampType.CREATE_TIME,
                -1,
                -1,
                null,
                null,
                headers,
                Optional.empty());
    }
}
