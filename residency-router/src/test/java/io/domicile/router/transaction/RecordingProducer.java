package io.domicile.router.transaction;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerGroupMetadata;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.Callback;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.Partitioner;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.Cluster;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * A producer without brokers that keeps what it was told to do, in words: {@code send home-0}, or {@code fill home-0} for
 * a record with an empty key and no value. Its topic {@code home} has three partitions, and {@code audit} one.
 */
final class RecordingProducer extends MockProducer<byte[], byte[]> {

    static final Node NODE = new Node(1, "localhost", 9092);
    private static final Cluster CLUSTER = new Cluster(
            "test",
            List.of(NODE),
            IntStream.range(0, 4)
                    .mapToObj(number -> number < 3 ? partition("home", number) : partition("audit", 0))
                    .toList(),
            Set.of(),
            Set.of());

    final List<String> calls = new ArrayList<>();

    /** @param answers whether records are acknowledged at once; otherwise by {@code completeNext} and {@code errorNext} */
    RecordingProducer(boolean answers) {
        super(CLUSTER, answers, new MiddlePartition(), new ByteArraySerializer(), new ByteArraySerializer());
    }

    /** What was done since it was asked last. */
    List<String> takeCalls() {
        List<String> taken = List.copyOf(calls);
        calls.clear();
        return taken;
    }

    @Override
    public void initTransactions() {
        calls.add("init");
        super.initTransactions();
    }

    @Override
    public void beginTransaction() {
        calls.add("begin");
        super.beginTransaction();
    }

    @Override
    public void sendOffsetsToTransaction(Map<TopicPartition, OffsetAndMetadata> offsets, ConsumerGroupMetadata group) {
        offsets.forEach((partition, offset) -> calls.add(
                "offset " + partition + '=' + offset.offset() + " of " + group.groupId() + '/' + group.memberId()));
        super.sendOffsetsToTransaction(offsets, group);
    }

    @Override
    public void commitTransaction() {
        calls.add("commit");
        super.commitTransaction();
    }

    @Override
    public void abortTransaction() {
        calls.add("abort");
        super.abortTransaction();
    }

    @Override
    public synchronized Future<RecordMetadata> send(ProducerRecord<byte[], byte[]> record, Callback callback) {
        boolean fills = record.key() != null && record.key().length == 0 && record.value() == null;
        calls.add((fills ? "fill " : "send ") + record.topic() + '-' + record.partition());
        return super.send(record, callback);
    }

    private static PartitionInfo partition(String topic, int number) {
        return new PartitionInfo(topic, number, NODE, new Node[] {NODE}, new Node[] {NODE});
    }

    private static final class MiddlePartition implements Partitioner {

        @Override
        public int partition(
                String topic, Object key, byte[] keyBytes, Object value, byte[] valueBytes, Cluster cluster) {
            return 1;
        }

        @Override
        public void configure(Map<String, ?> settings) {}

        @Override
        public void close() {}
    }
}
