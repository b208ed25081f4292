package io.domicile.bridge;

import static org.awaitility.Awaitility.await;

import io.domicile.bridge.replay.DeadLetter;
import io.domicile.kit.kafka.HeaderNames;
import io.domicile.kit.kafka.RecordHeaders;
import io.domicile.kit.topic.Topics;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Records as a replay writes them, and what their headers say. */
final class ReplayRecords {

    private ReplayRecords() {}

    static ProducerRecord<byte[], byte[]> mark(DeadLetter letter) {
        ProducerRecord<byte[], byte[]> mark =
                new ProducerRecord<>(Topics.DEAD_LETTER, letter.position().partition(), null, null);
        RecordHeaders.add(mark.headers(), HeaderNames.MARK, "replayed");
        RecordHeaders.add(
                mark.headers(),
                HeaderNames.MARKED_OFFSET,
                Long.toString(letter.position().offset()));
        return mark;
    }

    static Producer<byte[], byte[]> replayProducer(String bootstrapServers) {
        return new KafkaProducer<>(
                Map.of(
                        "bootstrap.servers",
                        bootstrapServers,
                        "transactional.id",
                        "domicile-dead-letter-replay-" + BridgeHarness.HERE),
                new ByteArraySerializer(),
                new ByteArraySerializer());
    }

    /** Waits until the topic refuses values of this size: settings are taken before they hold. */
    static void awaitTooLarge(String bootstrapServers, String topic, int size) {
        try (Producer<byte[], byte[]> producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", bootstrapServers), new ByteArraySerializer(), new ByteArraySerializer())) {
            await().atMost(BridgeHarness.PATIENCE).until(() -> isTooLarge(producer, topic, size));
        }
    }

    private static boolean isTooLarge(Producer<byte[], byte[]> producer, String topic, int size)
            throws InterruptedException {
        try {
            producer.send(new ProducerRecord<>(topic, new byte[size])).get();
            return false;
        } catch (ExecutionException failed) {
            return failed.getCause() instanceof RecordTooLargeException;
        }
    }

    static String header(ConsumerRecord<?, ?> record, String name) {
        return RecordHeaders.text(record.headers(), name);
    }
}
