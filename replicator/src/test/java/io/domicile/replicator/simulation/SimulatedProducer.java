package io.domicile.replicator.simulation;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
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
import org.apache.kafka.common.metrics.KafkaMetric;

/** A lane's transactional producer on the simulated target. Before and after each call anything may happen. */
final class SimulatedProducer implements Producer<byte[], byte[]> {

    private final SimulatedTarget target;
    private final Turmoil turmoil;
    private final java.util.function.Consumer<ProducerRecord<byte[], byte[]>> onSend;
    private int epoch = -1;

    SimulatedProducer(
            SimulatedTarget target,
            Turmoil turmoil,
            java.util.function.Consumer<ProducerRecord<byte[], byte[]>> onSend) {
        this.target = target;
        this.turmoil = turmoil;
        this.onSend = onSend;
    }

    boolean isCurrent() {
        return target.isCurrent(epoch);
    }

    @Override
    public void initTransactions() {
        call(() -> epoch = target.initialize());
    }

    @Override
    public void beginTransaction() {
        // Nothing is sent by this call
    }

    @Override
    public Future<RecordMetadata> send(ProducerRecord<byte[], byte[]> record) {
        return send(record, null);
    }

    @Override
    public Future<RecordMetadata> send(ProducerRecord<byte[], byte[]> record, Callback callback) {
        onSend.accept(record);
        long[] offset = new long[1];
        call(() -> offset[0] = target.append(epoch, record));
        CompletableFuture<RecordMetadata> metadata = new CompletableFuture<>();
        RecordMetadata written = new RecordMetadata(
                new TopicPartition(record.topic(), record.partition()),
                offset[0],
                0,
                record.timestamp() == null ? 0 : record.timestamp(),
                0,
                0);
        if (callback != null) {
            callback.onCompletion(written, null);
        }
        metadata.complete(written);
        return metadata;
    }

    @Override
    public void sendOffsetsToTransaction(Map<TopicPartition, OffsetAndMetadata> offsets, ConsumerGroupMetadata group) {
        OffsetAndMetadata entry = offsets.values().iterator().next();
        call(() -> target.append(epoch, entry, group.generationId()));
    }

    @Override
    public void commitTransaction() {
        call(() -> target.commit(epoch));
    }

    @Override
    public void abortTransaction() {
        call(() -> target.abort(epoch));
    }

    @Override
    public void flush() {
        // Every send arrives at once
    }

    @Override
    public void close() {
        close(Duration.ZERO);
    }

    @Override
    public void close(Duration timeout) {
        // The coordinator learns nothing of it: an open transaction stays open
    }

    @Override
    public List<PartitionInfo> partitionsFor(String topic) {
        throw new UnsupportedOperationException("a lane does not ask");
    }

    @Override
    public Map<MetricName, ? extends Metric> metrics() {
        return Map.of();
    }

    @Override
    public Uuid clientInstanceId(Duration timeout) {
        throw new UnsupportedOperationException("a lane does not ask");
    }

    @Override
    public void registerMetricForSubscription(KafkaMetric metric) {
        throw new UnsupportedOperationException("a lane does not ask");
    }

    @Override
    public void unregisterMetricFromSubscription(KafkaMetric metric) {
        throw new UnsupportedOperationException("a lane does not ask");
    }

    private void call(Runnable effect) {
        turmoil.before();
        effect.run();
        turmoil.after();
    }
}
