package io.domicile.kit.kafka;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalLong;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.TimeoutException;

/**
 * Reads the committed records of one topic, partition by partition, from one offset to another. It belongs to no group
 * and commits nothing.
 *
 * <p>Methods block while the brokers let it make progress, and throw a {@link TimeoutException} once they have not for
 * as long as the clients' patience, and otherwise the {@link KafkaException} that a client threw. One thread uses an
 * instance.
 */
public final class TopicReader implements AutoCloseable {

    private static final Duration POLL = Duration.ofMillis(100);
    private static final Duration CLOSE_TIMEOUT = Duration.ofMillis(50);

    private final String topic;
    private final Duration patience;
    private final Admin admin;
    private final Consumer<byte[], byte[]> consumer;

    /** Connects to nothing yet. */
    public TopicReader(String topic, ToolClients clients) {
        this.topic = topic;
        this.patience = clients.patience();
        this.admin = clients.admin();
        this.consumer = clients.consumer();
    }

    public String topic() {
        return topic;
    }

    /** The offset of the oldest record of each partition, or of the next one where there is none. */
    public SortedMap<Integer, Long> starts() {
        return offsets(OffsetSpec.earliest(), IsolationLevel.READ_UNCOMMITTED);
    }

    /** The offset behind what is committed in each partition, as far as no transaction is open. */
    public SortedMap<Integer, Long> committedEnds() {
        return offsets(OffsetSpec.latest(), IsolationLevel.READ_COMMITTED);
    }

    /** The offset behind all that is written in each partition. */
    public SortedMap<Integer, Long> writtenEnds() {
        return offsets(OffsetSpec.latest(), IsolationLevel.READ_UNCOMMITTED);
    }

    /** How long the topic keeps records by its own setting, in milliseconds; empty where nothing bounds it by time. */
    public OptionalLong retentionMillis() {
        ConfigResource resource = new ConfigResource(ConfigResource.Type.TOPIC, topic);
        Config config = answer(admin.describeConfigs(List.of(resource))
                .all()
                .thenApply(described -> Objects.requireNonNull(described.get(resource))));
        ConfigEntry retention = config.get("retention.ms");
        long millis = retention == null || retention.value() == null ? -1 : Long.parseLong(retention.value());
        return millis < 0 ? OptionalLong.empty() : OptionalLong.of(millis);
    }

    /**
     * Hands over the committed records from one offset to before another, in order.
     *
     * @param to at most the partition's end
     * @param visitor false to be given no more
     * @return the offset behind all that was looked at: {@code to} or more, unless the visitor ended it
     */
    public long read(int partition, long from, long to, Predicate<ConsumerRecord<byte[], byte[]>> visitor) {
        TopicPartition assigned = new TopicPartition(topic, partition);
        consumer.assign(List.of(assigned));
        consumer.seek(assigned, from);
        long reached = from;
        long progressedAt = System.nanoTime();
        while (reached < to) {
            for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
                if (record.offset() >= to) {
                    return to;
                }
                if (record.offset() >= from && !visitor.test(record)) {
                    return record.offset() + 1;
                }
            }
            long position = consumer.position(assigned);
            if (position > reached) {
                reached = position;
                progressedAt = System.nanoTime();
            } else if (System.nanoTime() - progressedAt > patience.toNanos()) {
                throw new TimeoutException("topic '" + topic + "' could not be read to its end: the brokers do not"
                        + " answer, or a transaction is open on partition " + partition);
            }
        }
        return reached;
    }

    /** The offset that reading the partition has reached, also where {@link #read} has thrown. */
    public long reached(int partition) {
        return consumer.position(new TopicPartition(topic, partition));
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

    private SortedMap<Integer, Long> offsets(OffsetSpec which, IsolationLevel isolation) {
        TopicDescription description = answer(admin.describeTopics(List.of(topic))
                .allTopicNames()
                .thenApply(described -> Objects.requireNonNull(described.get(topic))));
        Map<TopicPartition, OffsetSpec> wanted = new HashMap<>();
        description
                .partitions()
                .forEach(partition -> wanted.put(new TopicPartition(topic, partition.partition()), which));
        SortedMap<Integer, Long> offsets = new TreeMap<>();
        answer(admin.listOffsets(wanted, new ListOffsetsOptions(isolation)).all())
                .forEach((partition, found) -> offsets.put(partition.partition(), found.offset()));
        return offsets;
    }

    private static <T> T answer(KafkaFuture<T> future) {
        try {
            return Answers.await(future);
        } catch (InterruptedException interrupted) {
            throw new InterruptException(interrupted);
        }
    }
}
