package io.domicile.router.gap;

import java.time.Duration;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.NoOffsetForPartitionException;
import org.apache.kafka.clients.consumer.OffsetOutOfRangeException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * The consumer of a stream thread, which tells the {@link GapWatch} of every position that a partition does not have.
 * Kafka Streams sets {@code auto.offset.reset} to {@code none} and chooses the new position itself when it catches the
 * exception; until then nothing is skipped, so no gap can pass unseen.
 */
final class WatchedConsumer extends KafkaConsumer<byte[], byte[]> {

    private final GapWatch watch;

    WatchedConsumer(Map<String, Object> settings, GapWatch watch) {
        super(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer());
        this.watch = watch;
    }

    @Override
    public ConsumerRecords<byte[], byte[]> poll(Duration timeout) {
        try {
            return super.poll(timeout);
        } catch (OffsetOutOfRangeException gone) {
            watch.outOfRange(
                    gone.offsetOutOfRangePartitions(),
                    beginningOffsets(gone.partitions()),
                    endOffsets(gone.partitions()));
            throw gone;
        } catch (NoOffsetForPartitionException none) {
            watch.noPosition(beginningOffsets(none.partitions()));
            throw none;
        }
    }
}
