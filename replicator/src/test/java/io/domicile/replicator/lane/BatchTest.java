package io.domicile.replicator.lane;

import static org.assertj.core.api.Assertions.assertThat;

import io.domicile.replicator.ledger.SourcePosition;
import java.util.List;
import java.util.stream.LongStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;

class BatchTest {

    @Test
    void shouldKnowOfEachRecordWhenItArrivedHoweverOftenBatchesAreJoinedAndDivided() {
        // given
        Batch first = batch(100, 0, 1, 2);
        Batch second = batch(200, 3, 4);
        Batch joined = Batch.join(List.of(first.from(1), second));

        // when
        Batch again = Batch.join(List.of(joined.from(1), batch(300, 5)));

        // then
        assertThat(again.records()).extracting(ConsumerRecord::offset).containsExactly(2L, 3L, 4L, 5L);
        assertThat(again.fetchedNanos(0)).isEqualTo(100);
        assertThat(again.fetchedNanos(1)).isEqualTo(200);
        assertThat(again.fetchedNanos(2)).isEqualTo(200);
        assertThat(again.fetchedNanos(3)).isEqualTo(300);
        assertThat(again.fetchedNanos()).isEqualTo(300);
        assertThat(again.next()).isEqualTo(SourcePosition.at(6));
    }

    @Test
    void shouldKeepThePositionWhereNothingIsLeft() {
        // when
        Batch rest = batch(100, 0, 1).from(2);

        // then
        assertThat(rest.records()).isEmpty();
        assertThat(rest.before(0)).isEqualTo(SourcePosition.at(2));
        assertThat(rest.fetchedNanos()).isEqualTo(100);
    }

    @Test
    void shouldDivideWithoutLosingARecordAPositionOrATimeOfArrival() {
        // given
        Batch joined = Batch.join(List.of(batch(100, 0, 1), batch(200, 5, 6)));

        // when
        Batch head = joined.until(3);
        Batch tail = joined.from(3);

        // then
        assertThat(head.records()).extracting(ConsumerRecord::offset).containsExactly(0L, 1L, 5L);
        assertThat(head.next()).isEqualTo(joined.before(3));
        assertThat(head.fetchedNanos(1)).isEqualTo(100);
        assertThat(head.fetchedNanos()).isEqualTo(200);
        assertThat(tail.records()).extracting(ConsumerRecord::offset).containsExactly(6L);
        assertThat(joined.until(2).arrivals()).hasSize(1);
        assertThat(joined.until(4)).isEqualTo(joined);
    }

    private static Batch batch(long nanos, long... offsets) {
        List<ConsumerRecord<byte[], byte[]>> records = LongStream.of(offsets)
                .mapToObj(offset -> new ConsumerRecord<>("topic", 0, offset, new byte[0], new byte[0]))
                .toList();
        return new Batch(records, SourcePosition.at(offsets[offsets.length - 1] + 1), nanos);
    }
}
