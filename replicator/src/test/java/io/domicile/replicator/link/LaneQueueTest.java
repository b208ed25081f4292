package io.domicile.replicator.link;

import static org.assertj.core.api.Assertions.assertThat;

import io.domicile.replicator.lane.Batch;
import io.domicile.replicator.ledger.SourcePosition;
import java.util.List;
import java.util.stream.LongStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;

class LaneQueueTest {

    private static final long PLENTY = 1_000_000;

    private final LaneQueue queue = new LaneQueue();

    @Test
    void shouldTakeBatchesThatFollowEachOtherAsOneWithinTheBounds() {
        queue.add(batch(0, 3));
        queue.add(batch(3, 6));
        queue.add(batch(6, 9));

        Batch taken = queue.take(7, PLENTY);

        assertThat(offsets(taken)).containsExactly(0L, 1L, 2L, 3L, 4L, 5L);
        assertThat(taken.next().offset()).isEqualTo(6);
        assertThat(taken.arrivals()).containsExactly(new Batch.Arrival(3, 0), new Batch.Arrival(6, 3));
        assertThat(offsets(queue.take(7, PLENTY))).containsExactly(6L, 7L, 8L);
        assertThat(queue.isEmpty()).isTrue();
    }

    @Test
    void shouldTakePartOfABatchThatIsLargerThanTheBounds() {
        queue.add(batch(0, 5));

        Batch taken = queue.take(2, PLENTY);

        assertThat(offsets(taken)).containsExactly(0L, 1L);
        assertThat(taken.next().offset()).isEqualTo(2);
        assertThat(offsets(queue.take(100, PLENTY))).containsExactly(2L, 3L, 4L);
    }

    @Test
    void shouldTakeOneRecordHoweverLargeItIs() {
        queue.add(batch(0, 3));

        assertThat(offsets(queue.take(100, 1))).containsExactly(0L);
        assertThat(offsets(queue.take(100, 1))).containsExactly(1L);
    }

    @Test
    void shouldCountWhatWaitsAndWhatIsAtWork() {
        queue.add(batch(0, 4));
        long all = queue.bytes();

        Batch taken = queue.take(1, PLENTY);
        assertThat(queue.bytes()).isEqualTo(all);
        assertThat(queue.takenBytes()).isEqualTo(all / 4);

        queue.done();
        assertThat(queue.bytes()).isEqualTo(all / 4 * 3);

        queue.putBack(taken);
        assertThat(queue.bytes()).isEqualTo(all);
        assertThat(offsets(queue.take(1, PLENTY))).containsExactly(0L);
    }

    @Test
    void shouldTakeAPositionWithoutRecords() {
        queue.add(new Batch(List.of(), SourcePosition.at(5), 0));

        assertThat(queue.take(1, 1).next().offset()).isEqualTo(5);
        assertThat(queue.isEmpty()).isTrue();
    }

    private static Batch batch(long from, long to) {
        List<ConsumerRecord<byte[], byte[]>> records = LongStream.range(from, to)
                .mapToObj(offset -> new ConsumerRecord<>("topic", 0, offset, new byte[0], new byte[0]))
                .toList();
        return new Batch(records, SourcePosition.at(to), from);
    }

    private static List<Long> offsets(Batch batch) {
        return batch.records().stream().map(ConsumerRecord::offset).toList();
    }
}
