package io.domicile.kit.setaside;

import io.domicile.kit.kafka.ToolClients;
import io.domicile.kit.setaside.SetAsideRange.Span;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.function.Predicate;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.TopicPartitionInfo;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/**
 * Reads the committed records of one set-aside topic: its marks, or what they are about. It belongs to no group and
 * commits nothing.
 *
 * <p>Methods block while the brokers let it make progress, and throw a {@link SetAsideException} once they have not for
 * as long as the clients' patience. One thread uses an instance.
 */
public final class SetAsideTopic implements AutoCloseable {

    private static final Duration POLL = Duration.ofMillis(100);
    private static final Duration CLOSE_TIMEOUT = Duration.ofMillis(50);

    private final String topic;
    private final Duration patience;
    private final Admin admin;
    private final Consumer<byte[], byte[]> consumer;

    /** Connects to nothing yet. */
    public SetAsideTopic(String topic, ToolClients clients) {
        this.topic = topic;
        this.patience = clients.patience();
        this.admin = clients.admin();
        this.consumer = clients.consumer();
    }

    /** Everything that is committed now, less what was written after the begin of a transaction that is still open. */
    public SetAsideRange committed() {
        return SetAsideRange.until(ends(IsolationLevel.READ_COMMITTED));
    }

    /** Everything written up to now. Reading it waits for transactions that are open now to end. */
    public SetAsideRange written() {
        return SetAsideRange.until(ends(IsolationLevel.READ_UNCOMMITTED));
    }

    public SetAsideMarks marks(SetAsideRange range) {
        Map<SetAsidePosition, Mark> marks = new HashMap<>();
        read(range, record -> {
            if (Mark.isMark(record)) {
                Mark mark = Mark.of(record);
                marks.put(mark.marked(), mark);
            }
            return true;
        });
        return new SetAsideMarks(marks);
    }

    /**
     * Hands over every record that is not a mark, partition by partition in order.
     *
     * @param visitor false to be given no more
     */
    public void records(SetAsideRange range, Predicate<ConsumerRecord<byte[], byte[]>> visitor) {
        read(range, record -> Mark.isMark(record) || visitor.test(record));
    }

    /** Removes everything of a partition that is before this offset, for good. */
    public void removeBefore(int partition, long offset) {
        answer(admin.deleteRecords(Map.of(new TopicPartition(topic, partition), RecordsToDelete.beforeOffset(offset)))
                .all());
    }

    @Override
    public void close() {
        try {
            // There is no group to leave, and nothing is gained by waiting until the broker forgets the fetch session
            consumer.close(CloseOptions.timeout(CLOSE_TIMEOUT));
        } finally {
            admin.close();
        }
    }

    private void read(SetAsideRange range, Predicate<ConsumerRecord<byte[], byte[]>> visitor) {
        try {
            for (Map.Entry<Integer, Span> span : range.spans().entrySet()) {
                if (!read(new TopicPartition(topic, span.getKey()), span.getValue(), visitor)) {
                    return;
                }
            }
        } catch (InterruptException interrupted) {
            throw interrupted;
        } catch (KafkaException failed) {
            throw SetAsideException.unreadable(topic, failed);
        }
    }

    private boolean read(TopicPartition partition, Span span, Predicate<ConsumerRecord<byte[], byte[]>> visitor) {
        consumer.assign(List.of(partition));
        if (span.begin() == 0) {
            consumer.seekToBeginning(List.of(partition));
        } else {
            consumer.seek(partition, span.begin());
        }
        long reached = -1;
        long progressedAt = System.nanoTime();
        while (consumer.position(partition) < span.end()) {
            for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
                if (record.offset() < span.end() && !visitor.test(record)) {
                    return false;
                }
            }
            long position = consumer.position(partition);
            if (position != reached) {
                reached = position;
                progressedAt = System.nanoTime();
            } else if (System.nanoTime() - progressedAt > patience.toNanos()) {
                throw new SetAsideException(
                        "topic '" + topic + "' could not be read to its end: the brokers do not answer, or a"
                                + " transaction is open on partition " + partition.partition(),
                        null);
            }
        }
        return true;
    }

    private SortedMap<Integer, Long> ends(IsolationLevel isolation) {
        Map<TopicPartition, OffsetSpec> latest = new HashMap<>();
        TopicDescription description = answer(admin.describeTopics(List.of(topic))
                .allTopicNames()
                .thenApply(described -> Objects.requireNonNull(described.get(topic))));
        for (TopicPartitionInfo partition : description.partitions()) {
            latest.put(new TopicPartition(topic, partition.partition()), OffsetSpec.latest());
        }
        SortedMap<Integer, Long> ends = new TreeMap<>();
        answer(admin.listOffsets(latest, new ListOffsetsOptions(isolation)).all())
                .forEach((partition, end) -> ends.put(partition.partition(), end.offset()));
        return ends;
    }

    private <T> T answer(KafkaFuture<T> future) {
        try {
            return future.get();
        } catch (InterruptedException interrupted) {
            throw new InterruptException(interrupted);
        } catch (ExecutionException failed) {
            Throwable cause = failed.getCause();
            if (cause instanceof UnknownTopicOrPartitionException) {
                throw new SetAsideException(
                        "topic '" + topic + "' does not exist; create the region's topics first", cause);
            }
            if (cause instanceof TimeoutException) {
                throw new SetAsideException(
                        "topic '" + topic + "' could not be read: no answer in time from the brokers", cause);
            }
            throw SetAsideException.unreadable(topic, cause == null ? failed : cause);
        }
    }
}
