package io.domicile.kit.policy;

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
 * Makes the Kafka clients of the policy store and the policy writer. What their correctness rests on overrides the
 * operator's settings; time-outs are defaults.
 */
final class PolicyClients {

    private final Map<String, Object> settings;
    private final String clientId;
    private final Duration request;

    PolicyClients(Map<String, Object> settings, String clientId, Duration request) {
        this.settings = Map.copyOf(settings);
        this.clientId = clientId;
        this.request = request;
    }

    /** A consumer without a group that sees committed records only and never moves by itself. */
    Consumer<byte[], byte[]> consumer() {
        Map<String, Object> all = common();
        all.remove(ConsumerConfig.GROUP_ID_CONFIG);
        all.remove(ConsumerConfig.GROUP_INSTANCE_ID_CONFIG);
        all.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        all.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        all.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "none");
        all.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
        return new KafkaConsumer<>(all, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    }

    Admin admin() {
        return Admin.create(common());
    }

    /** For who has no second try. */
    Admin patientAdmin() {
        Map<String, Object> all = common();
        if (!settings.containsKey(CommonClientConfigs.DEFAULT_API_TIMEOUT_MS_CONFIG)) {
            all.put(CommonClientConfigs.DEFAULT_API_TIMEOUT_MS_CONFIG, millis(patience()));
        }
        return Admin.create(all);
    }

    /** How long a writer waits for the brokers, where the settings do not say. */
    Duration patience() {
        return request.multipliedBy(6);
    }

    Producer<byte[], byte[]> producer(String transactionalId) {
        Map<String, Object> all = common();
        all.put(ProducerConfig.TRANSACTIONAL_ID_CONFIG, transactionalId);
        all.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
        all.put(ProducerConfig.ACKS_CONFIG, "all");
        all.putIfAbsent(ProducerConfig.MAX_BLOCK_MS_CONFIG, millis(patience()));
        all.putIfAbsent(ProducerConfig.TRANSACTION_TIMEOUT_CONFIG, millis(request.multipliedBy(3)));
        all.putIfAbsent(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, millis(request.multipliedBy(2)));
        return new KafkaProducer<>(all, new ByteArraySerializer(), new ByteArraySerializer());
    }

    /** A producer that writes each record once and takes part in no transaction, so that it fences nobody. */
    Producer<byte[], byte[]> idempotentProducer() {
        Map<String, Object> all = common();
        all.remove(ProducerConfig.TRANSACTIONAL_ID_CONFIG);
        all.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
        all.put(ProducerConfig.ACKS_CONFIG, "all");
        all.put(ProducerConfig.LINGER_MS_CONFIG, "0");
        all.putIfAbsent(ProducerConfig.MAX_BLOCK_MS_CONFIG, millis(request));
        all.putIfAbsent(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, millis(request.multipliedBy(2)));
        return new KafkaProducer<>(all, new ByteArraySerializer(), new ByteArraySerializer());
    }

    private Map<String, Object> common() {
        Map<String, Object> all = new HashMap<>(settings);
        all.put(CommonClientConfigs.CLIENT_ID_CONFIG, clientId);
        all.putIfAbsent(CommonClientConfigs.REQUEST_TIMEOUT_MS_CONFIG, millis(request));
        all.putIfAbsent(
                CommonClientConfigs.DEFAULT_API_TIMEOUT_MS_CONFIG,
                all.get(CommonClientConfigs.REQUEST_TIMEOUT_MS_CONFIG));
        all.putIfAbsent(CommonClientConfigs.RECONNECT_BACKOFF_MAX_MS_CONFIG, "1000");
        return all;
    }

    private static String millis(Duration duration) {
        return Long.toString(duration.toMillis());
    }
}
