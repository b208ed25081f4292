package io.domicile.router.transaction;

import io.domicile.kit.topic.Topics;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Future;
import org.apache.kafka.clients.consumer.ConsumerGroupMetadata;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.Callback;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.Metric;
import org.apache.kafka.common.MetricName;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.errors.InvalidProducerEpochException;
import org.apache.kafka.common.metrics.KafkaMetric;
import org.jspecify.annotations.Nullable;

/**
 * A transactional producer that begins no transaction before earlier ones of its transactional id were cleared: they are
 * known to have ended everywhere, or a {@link Clearing} sent their end as often as it does, and goes on without the proof.
 *
 * <ol>
 *   <li>A commit that returns settles its transaction. One that throws leaves it open.
 *   <li>{@link #abortTransaction} and {@link #initTransactions} end what is open. Where that fails, they throw a {@link
 *       org.apache.kafka.common.errors.TimeoutException}: Kafka Streams calls the latter again, and passes over the former.
 *   <li>{@link #beginTransaction} throws an {@link InvalidProducerEpochException} while something is open: Kafka Streams
 *       gives its tasks up, and opens another producer of the same id.
 * </ol>
 *
 * <p>Confined to one thread.
 */
final class ClearedProducer implements Producer<byte[], byte[]> {

    private static final Map<TopicPartition, OffsetAndMetadata> WITNESS =
            Map.of(new TopicPartition(Topics.ACKS, 0), new OffsetAndMetadata(0));

    private final String transactionalId;
    private final Producer<byte[], byte[]> producer;
    private final OpenEnds ends;
    private final Clearing clearing;
    private @Nullable Touched transaction;
    private boolean closed;

    ClearedProducer(String transactionalId, Producer<byte[], byte[]> producer, OpenEnds ends, Clearing clearing) {
        this.transactionalId = transactionalId;
        this.producer = producer;
        this.ends = ends;
        this.clearing = clearing;
        ends.producerOpened(transactionalId);
    }

    @Override
    public void initTransactions() {
        clearing.apart(transactionalId);
        clearing.abandoned();
        producer.initTransactions();
    }

    @Override
    public void beginTransaction() {
        if (!ends.of(transactionalId).isEmpty()) {
            throw new InvalidProducerEpochException(
                    "an earlier transaction has not been seen to end; the producer must be opened again");
        }
        producer.beginTransaction();
        transaction = ends.begin(transactionalId);
    }

    /**
     * With an offset that means nothing where there is none: only the group's coordinator knows that another process has
     * the tasks of this thread by now, and without an offset nobody would ask it.
     */
    @Override
    public void sendOffsetsToTransaction(Map<TopicPartition, OffsetAndMetadata> offsets, ConsumerGroupMetadata group) {
        Map<TopicPartition, OffsetAndMetadata> sent = offsets.isEmpty() ? WITNESS : offsets;
        Touched open = transaction;
        if (open != null) {
            open.sendsOffsets(group.groupId(), sent);
        }
        producer.sendOffsetsToTransaction(sent, group);
    }

    @Override
    public void commitTransaction() {
        producer.commitTransaction();
        Touched committed = transaction;
        transaction = null;
        if (committed != null) {
            ends.settled(transactionalId, List.of(committed));
        }
    }

    @Override
    public void abortTransaction() {
        producer.abortTransaction();
        transaction = null;
        clearing.with(producer, transactionalId);
    }

    @Override
    public Future<RecordMetadata> send(ProducerRecord<byte[], byte[]> record) {
        return send(record, null);
    }

    @Override
    public Future<RecordMetadata> send(ProducerRecord<byte[], byte[]> record, @Nullable Callback callback) {
        Touched open = transaction;
        Integer partition = record.partition();
        if (open == null) {
            return producer.send(record, callback);
        }
        if (partition != null) {
            open.sends(new TopicPartition(record.topic(), partition));
            return producer.send(record, callback);
        }
        open.sends(record.topic());
        return producer.send(record, (metadata, failure) -> {
            if (metadata != null && metadata.partition() >= 0) {
                open.placed(new TopicPartition(record.topic(), metadata.partition()));
            }
            if (callback != null) {
                callback.onCompletion(metadata, failure);
            }
        });
    }

    @Override
    public void flush() {
        producer.flush();
    }

    @Override
    public List<PartitionInfo> partitionsFor(String topic) {
        return producer.partitionsFor(topic);
    }

    @Override
    public Map<MetricName, ? extends Metric> metrics() {
        return producer.metrics();
    }

    @Override
    public void registerMetricForSubscription(KafkaMetric metric) {
        producer.registerMetricForSubscription(metric);
    }

    @Override
    public void unregisterMetricFromSubscription(KafkaMetric metric) {
        producer.unregisterMetricFromSubscription(metric);
    }

    @Override
    public Uuid clientInstanceId(Duration timeout) {
        return producer.clientInstanceId(timeout);
    }

    @Override
    public void close() {
        try {
            producer.close();
        } finally {
            leave();
        }
    }

    @Override
    public void close(Duration timeout) {
        try {
            producer.close(timeout);
        } finally {
            leave();
        }
    }

    private void leave() {
        if (!closed) {
            closed = true;
            ends.producerClosed(transactionalId);
        }
    }
}
