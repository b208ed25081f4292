package io.domicile.cli.verify.mirror;

import io.domicile.cli.connection.KafkaConnection;
import java.time.Duration;
import java.util.List;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;

/** Reads one partition from its beginning to the end it has when the reading begins. */
final class PartitionReader {

    private static final Duration POLL = Duration.ofMillis(200);

    private PartitionReader() {}

    /** Learns of every committed record. */
    interface Sink {
        void accept(ConsumerRecord<byte[], byte[]> record);
    }

    /**
     * Returns the end.
     *
     * @throws TimeoutException if the brokers send nothing for {@link KafkaConnection#PATIENCE}
     */
    static long read(Consumer<byte[], byte[]> consumer, TopicPartition partition, Sink sink) {
        consumer.assign(List.of(partition));
        consumer.seekToBeginning(List.of(partition));
        long end = consumer.endOffsets(List.of(partition)).getOrDefault(partition, 0L);
        long position = consumer.position(partition);
        long moved = System.nanoTime();
        while (position < end) {
            for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
                if (record.offset() < end) {
                    sink.accept(record);
                }
            }
            long now = consumer.position(partition);
            if (now > position) {
                moved = System.nanoTime();
            } else if (System.nanoTime() - moved > KafkaConnection.PATIENCE.toNanos()) {
                throw new TimeoutException("nothing more of " + partition);
            }
            position = now;
        }
        return end;
    }
}
