package io.domicile.router.streams;

import static org.apache.kafka.streams.StreamsConfig.consumerPrefix;
import static org.apache.kafka.streams.StreamsConfig.producerPrefix;

import io.domicile.kit.config.Problems;
import io.domicile.kit.kafka.ClientSettings;
import io.domicile.kit.topic.TopicSizes;
import io.domicile.router.fault.FailingDeserializationHandler;
import io.domicile.router.fault.FailingProcessingHandler;
import io.domicile.router.fault.FailingProductionHandler;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.streams.StreamsConfig;

/**
 * The settings of Kafka Streams: ours, and what the operator passes through.
 *
 * <ol>
 *   <li>What the router's guarantees rest on is ours; passing it through is a configuration error that names the key.
 *   <li>Every other setting of ours is a default, and gives way to the same key in any form ({@code
 *       session.timeout.ms}, {@code consumer.session.timeout.ms}).
 *   <li>Streams' dead-letter topic stays off: it would copy raw payload.
 * </ol>
 */
public final class StreamsSettings {

    private static final String CONFIG_KEY = "router.kafka";
    private static final List<String> PREFIXES = List.of("consumer.", "producer.", "admin.");

    /** Settings that are decided here or must not be used at all. */
    private static final Set<String> RESERVED = Set.of(
            StreamsConfig.APPLICATION_ID_CONFIG,
            StreamsConfig.NUM_STREAM_THREADS_CONFIG,
            StreamsConfig.PROCESSING_GUARANTEE_CONFIG,
            StreamsConfig.GROUP_PROTOCOL_CONFIG,
            StreamsConfig.DESERIALIZATION_EXCEPTION_HANDLER_CLASS_CONFIG,
            "default.deserialization.exception.handler",
            StreamsConfig.PRODUCTION_EXCEPTION_HANDLER_CLASS_CONFIG,
            "default.production.exception.handler",
            StreamsConfig.PROCESSING_EXCEPTION_HANDLER_CLASS_CONFIG,
            StreamsConfig.ERRORS_DEAD_LETTER_QUEUE_TOPIC_NAME_CONFIG,
            StreamsConfig.DEFAULT_TIMESTAMP_EXTRACTOR_CLASS_CONFIG,
            StreamsConfig.DEFAULT_CLIENT_SUPPLIER_CONFIG,
            StreamsConfig.PROCESSOR_WRAPPER_CLASS_CONFIG,
            StreamsConfig.TOPOLOGY_OPTIMIZATION_CONFIG,
            StreamsConfig.NUM_STANDBY_REPLICAS_CONFIG,
            CommonClientConfigs.ENABLE_METRICS_PUSH_CONFIG,
            ConsumerConfig.GROUP_ID_CONFIG,
            ConsumerConfig.ISOLATION_LEVEL_CONFIG,
            ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG,
            ConsumerConfig.AUTO_OFFSET_RESET_CONFIG,
            ProducerConfig.TRANSACTIONAL_ID_CONFIG,
            ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG,
            ProducerConfig.ACKS_CONFIG,
            ProducerConfig.PARTITIONER_CLASS_CONFIG,
            ProducerConfig.MAX_REQUEST_SIZE_CONFIG,
            ProducerConfig.INTERCEPTOR_CLASSES_CONFIG);

    private static final Map<String, Object> DEFAULTS = Map.of(
            StreamsConfig.COMMIT_INTERVAL_MS_CONFIG,
            50L,
            // An idle thread looks at its commit interval this often
            StreamsConfig.POLL_MS_CONFIG,
            25L,
            // No arrival topic waits for another: keys are ordered within a topic
            StreamsConfig.MAX_TASK_IDLE_MS_CONFIG,
            -1L,
            consumerPrefix(ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG),
            6000,
            consumerPrefix(ConsumerConfig.HEARTBEAT_INTERVAL_MS_CONFIG),
            2000,
            producerPrefix(ProducerConfig.TRANSACTION_TIMEOUT_CONFIG),
            5000,
            producerPrefix(ProducerConfig.COMPRESSION_TYPE_CONFIG),
            "lz4",
            producerPrefix(ProducerConfig.LINGER_MS_CONFIG),
            10L);

    private StreamsSettings() {}

    /** What is passed through, as settings of single clients; names of Kafka Streams are known too. */
    public static ClientSettings clients(Map<String, String> passThrough) {
        return ClientSettings.of(
                CONFIG_KEY, passThrough, Set.copyOf(StreamsConfig.configDef().names()));
    }

    /** @param problems takes what is wrong with the pass-through: unknown keys, and keys that are decided here */
    public static Map<String, Object> of(
            String applicationId, int threads, Map<String, String> passThrough, Problems problems) {
        clients(passThrough).check(problems);
        Map<String, Object> settings = new HashMap<>(DEFAULTS);
        passThrough.forEach((key, value) -> {
            String plain = withoutPrefix(key);
            if (RESERVED.contains(plain)) {
                problems.add(CONFIG_KEY + '.' + key, "is decided by the router and cannot be set");
            }
            settings.keySet()
                    .removeIf(ours ->
                            DEFAULTS.containsKey(ours) && withoutPrefix(ours).equals(plain));
        });
        settings.putAll(passThrough);
        settings.putAll(fixed(applicationId, threads));
        return Map.copyOf(settings);
    }

    /** After which the brokers give up a transaction under these settings; empty, and a problem, where that is no number. */
    public static Optional<Duration> transactionTimeout(Map<String, Object> settings, Problems problems) {
        String plain = ProducerConfig.TRANSACTION_TIMEOUT_CONFIG;
        Object timeout = settings.getOrDefault(producerPrefix(plain), settings.get(plain));
        try {
            return Optional.of(
                    Duration.ofMillis(Long.parseLong(String.valueOf(timeout).strip())));
        } catch (NumberFormatException unreadable) {
            problems.add(CONFIG_KEY + '.' + plain, "is no number of milliseconds");
            return Optional.empty();
        }
    }

    private static Map<String, Object> fixed(String applicationId, int threads) {
        Map<String, Object> fixed = new HashMap<>();
        fixed.put(StreamsConfig.APPLICATION_ID_CONFIG, applicationId);
        fixed.put(StreamsConfig.NUM_STREAM_THREADS_CONFIG, threads);
        fixed.put(StreamsConfig.PROCESSING_GUARANTEE_CONFIG, StreamsConfig.EXACTLY_ONCE_V2);
        fixed.put(StreamsConfig.GROUP_PROTOCOL_CONFIG, "classic");
        fixed.put(
                StreamsConfig.DESERIALIZATION_EXCEPTION_HANDLER_CLASS_CONFIG,
                FailingDeserializationHandler.class.getName());
        fixed.put(StreamsConfig.PRODUCTION_EXCEPTION_HANDLER_CLASS_CONFIG, FailingProductionHandler.class.getName());
        fixed.put(StreamsConfig.PROCESSING_EXCEPTION_HANDLER_CLASS_CONFIG, FailingProcessingHandler.class.getName());
        fixed.put(StreamsConfig.PROCESSING_EXCEPTION_HANDLER_GLOBAL_ENABLED_CONFIG, true);
        fixed.put(StreamsConfig.NUM_STANDBY_REPLICAS_CONFIG, 0);
        fixed.put(StreamsConfig.ENABLE_METRICS_PUSH_CONFIG, false);
        fixed.put(producerPrefix(ProducerConfig.MAX_REQUEST_SIZE_CONFIG), TopicSizes.QUARANTINE);
        return fixed;
    }

    private static String withoutPrefix(String key) {
        return PREFIXES.stream()
                .filter(key::startsWith)
                .findFirst()
                .map(prefix -> key.substring(prefix.length()))
                .orElse(key);
    }
}
