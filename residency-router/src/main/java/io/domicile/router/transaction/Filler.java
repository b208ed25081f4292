package io.domicile.router.transaction;

import io.domicile.kit.kafka.Answers;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.Future;
import org.apache.kafka.clients.consumer.ConsumerGroupMetadata;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;

/**
 * A transaction that does nothing but be given up. The marker of its end aborts, wherever it arrives, everything that is
 * open under the same producer id. Its records have an empty key and no value; readers of committed records never see
 * them.
 */
final class Filler {

    private static final byte[] NO_KEY = {};

    private Filler() {}

    /**
     * Sends a record to each partition, and the offsets again, and gives it all up. It sends no record after the time is
     * over: each one to a topic whose partitions the producer does not know could wait again.
     *
     * @param producer without an open transaction
     * @return the offset of the record in each partition that it was sent to
     * @throws KafkaException if it is not known to have been given up; the producer is of no use then
     */
    static Map<TopicPartition, Long> giveUp(Producer<byte[], byte[]> producer, Remains remains, Duration atMost) {
        producer.beginTransaction();
        Map<TopicPartition, Long> offsets;
        try {
            offsets = send(producer, remains, atMost);
        } catch (KafkaException unsent) {
            abortAfter(unsent, producer);
            throw unsent;
        }
        producer.abortTransaction();
        return offsets;
    }

    private static Map<TopicPartition, Long> send(Producer<byte[], byte[]> producer, Remains remains, Duration atMost) {
        long began = System.nanoTime();
        Map<TopicPartition, Future<RecordMetadata>> sent = new HashMap<>();
        for (TopicPartition partition : remains.partitions()) {
            if (System.nanoTime() - began >= atMost.toNanos()) {
                break;
            }
            sent.put(
                    partition,
                    producer.send(new ProducerRecord<>(partition.topic(), partition.partition(), NO_KEY, null)));
        }
        // Without a member: the membership of those offsets may be over, and they are given up
        remains.offsets()
                .forEach((group, positions) -> producer.sendOffsetsToTransaction(positions, memberless(group)));
        Map<TopicPartition, Long> offsets = new HashMap<>();
        sent.forEach((partition, answer) -> offsets.put(
                partition,
                Answers.await(answer, atMost.minusNanos(System.nanoTime() - began))
                        .offset()));
        return offsets;
    }

    @SuppressWarnings("deprecation") // Kafka has nothing else that makes one without a consumer
    private static ConsumerGroupMetadata memberless(String group) {
        return new ConsumerGroupMetadata(group);
    }

    private static void abortAfter(KafkaException unsent, Producer<byte[], byte[]> producer) {
        try {
            producer.abortTransaction();
        } catch (KafkaException unended) {
            unsent.addSuppressed(unended);
        }
    }
}
