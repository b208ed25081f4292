package io.domicile.bridge;

import io.domicile.bridge.replay.DeadLetter;
import io.domicile.kit.kafka.HeaderNames;
import io.domicile.kit.kafka.RecordHeaders;
import io.domicile.kit.topic.Topics;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
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

    static String header(ConsumerRecord<?, ?> record, String name) {
        return RecordHeaders.text(record.headers(), name);
    }
}
