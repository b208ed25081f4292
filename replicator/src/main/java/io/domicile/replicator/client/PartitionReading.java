package io.domicile.replicator.client;

import java.time.Duration;
import java.util.List;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;

/** Reads a stretch of one partition with a consumer of no group. For one thread. */
public final class PartitionReading {

    private static final Duration POLL = Duration.ofMillis(100);

    private final Consumer<byte[], byte[]> consumer;
    private final TopicPartition partition;
    private final Duration patience;

    /** @param patience how long reading may make no progress */
    public PartitionReading(Consumer<byte[], byte[]> consumer, TopicPartition partition, Duration patience) {
        this.consumer = consumer;
        this.partition = partition;
        this.patience = patience;
        consumer.assign(List.of(partition));
    }

    /** The end as this consumer sees it; a reader of committed records stops there before an open transaction. */
    public long end() {
        return consumer.endOffsets(List.of(partition), patience).getOrDefault(partition, 0L);
    }

    /** The first offset there is. */
    public long start() {
        return consumer.beginningOffsets(List.of(partition), patience).getOrDefault(partition, 0L);
    }

    /**
     * Reads from the partition's beginning until nothing below the end is left.
     *
     * @return the position reached: every record before it has been given out
     * @throws org.apache.kafka.common.KafkaException if the brokers do not answer
     */
    public long fromStart(long end, java.util.function.Consumer<ConsumerRecord<byte[], byte[]>> each) {
        consumer.seekToBeginning(List.of(partition));
        return read(end, each);
    }

    /** As {@link #fromStart}, from an offset that the partition has had. */
    public long from(long offset, long end, java.util.function.Consumer<ConsumerRecord<byte[], byte[]>> each) {
        consumer.seek(partition, offset);
        return read(end, each);
    }

    private long read(long end, java.util.function.Consumer<ConsumerRecord<byte[], byte[]>> each) {
        long position = consumer.position(partition, patience);
        long deadline = System.nanoTime() + patience.toNanos();
        while (position < end) {
            consumer.poll(POLL).forEach(each);
            long now = consumer.position(partition, patience);
            if (now > position) {
                deadline = System.nanoTime() + patience.toNanos();
            } else if (System.nanoTime() - deadline > 0) {
                throw new TimeoutException(partition + " could not be read to its end");
            }
            position = now;
        }
        return position;
    }
}
