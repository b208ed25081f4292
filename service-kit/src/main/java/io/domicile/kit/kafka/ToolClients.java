package io.domicile.kit.kafka;

import io.domicile.kit.topic.TopicSizes;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * Makes the Kafka clients of an operator's tools: such as read a topic to its end, decide and write. Time-outs are
 * defaults; what exactly-once rests on cannot be configured away.
 */
public final class ToolClients {

    private static final Map<String, Object> CONSUMER = Map.of(
            ConsumerConfig.ISOLATION_LEVEL_CONFIG,
            "read_committed",
            ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG,
            false,
            ConsumerConfig.AUTO_OFFSET_RESET_CONFIG,
            "earliest",
            ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG,
            false);

    private final ClientSettings kafka;
    private final String clientId;
    private final Duration patience;

    /**
     * @param clientId names the tool and its region
     * @param patience how long the brokers may take to answer a question, or to let a reader make progress
     */
    public ToolClients(ClientSettings kafka, String clientId, Duration patience) {
        this.kafka = kafka;
        this.clientId = clientId;
        this.patience = patience;
    }

    /** How long brokers may take. */
    public Duration patience() {
        return patience;
    }

    public Admin admin() {
        Map<String, Object> settings = new HashMap<>(kafka.admin(clientId));
        settings.putIfAbsent(CommonClientConfigs.REQUEST_TIMEOUT_MS_CONFIG, millis(patience) * 2 / 3);
        settings.putIfAbsent(CommonClientConfigs.DEFAULT_API_TIMEOUT_MS_CONFIG, millis(patience));
        return Admin.create(settings);
    }

    /** Reads committed records, belongs to no group and commits nothing. */
    public Consumer<byte[], byte[]> consumer() {
        Map<String, Object> defaults = Map.of(
                CommonClientConfigs.REQUEST_TIMEOUT_MS_CONFIG,
                millis(patience) * 2 / 3,
                CommonClientConfigs.DEFAULT_API_TIMEOUT_MS_CONFIG,
                millis(patience));
        return new KafkaConsumer<>(
                kafka.consumer(clientId, defaults, CONSUMER), new ByteArrayDeserializer(), new ByteArrayDeserializer());
    }

    /** No delivery time-out of our own: {@code max.block.ms} bounds how long a commit is waited for. */
    public Producer<byte[], byte[]> producer(String transactionalId) {
        Map<String, Object> defaults = Map.of(ProducerConfig.MAX_BLOCK_MS_CONFIG, millis(patience));
        return producer(defaults, Map.of(ProducerConfig.TRANSACTIONAL_ID_CONFIG, transactionalId));
    }

    /** Without transactions. A record that is not stored within the patience fails. */
    public Producer<byte[], byte[]> producer() {
        Map<String, Object> defaults = Map.of(
                ProducerConfig.MAX_BLOCK_MS_CONFIG,
                millis(patience),
                ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG,
                millis(patience) * 2 / 3,
                ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG,
                millis(patience));
        return producer(defaults, Map.of());
    }

    private Producer<byte[], byte[]> producer(Map<String, Object> defaults, Map<String, Object> further) {
        Map<String, Object> forced = new HashMap<>(Map.of(
                ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG,
                true,
                ProducerConfig.ACKS_CONFIG,
                "all",
                ProducerConfig.MAX_REQUEST_SIZE_CONFIG,
                TopicSizes.QUARANTINE));
        forced.putAll(further);
        return new KafkaProducer<>(
                kafka.producer(clientId, defaults, forced), new ByteArraySerializer(), new ByteArraySerializer());
    }

    private static int millis(Duration duration) {
        return Math.toIntExact(duration.toMillis());
    }
}
