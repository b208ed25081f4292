package io.domicile.bridge;

import io.domicile.kit.kafka.ClientSettings;
import io.domicile.kit.topic.TopicSizes;
import io.domicile.residency.RegionId;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Supplier;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * The producer's settings. Those that the bridge's promise rests on cannot be configured away.
 *
 * <p>One request in flight: a broker accepts whatever sequence number it sees first of an idempotent producer that is new
 * to a partition. With more in flight, a first batch that a leader refuses while it is starting is overtaken by the
 * second, and then refused as out of order for ever: order is lost, and with a delivery that never times out the bridge
 * would stand still.
 */
final class ProducerSettings {

    private static final long BUFFER_MEMORY = 64L * 1024 * 1024;
    private static final long LEAST_BUFFER_MEMORY = 16L * 1024 * 1024;

    private static final Map<String, Object> DEFAULTS = Map.of(
            ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG,
            10_000,
            // With one request in flight, what comes meanwhile makes the next batch; waiting longer only adds latency
            ProducerConfig.LINGER_MS_CONFIG,
            0,
            ProducerConfig.BATCH_SIZE_CONFIG,
            64 * 1024,
            ProducerConfig.RECONNECT_BACKOFF_MAX_MS_CONFIG,
            1_000,
            // How long the worker waits before it looks whether to go on waiting
            ProducerConfig.MAX_BLOCK_MS_CONFIG,
            1_000L);

    private static final Map<String, Object> FORCED = Map.of(
            ProducerConfig.ACKS_CONFIG,
            "all",
            ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG,
            true,
            ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG,
            Integer.MAX_VALUE,
            ProducerConfig.MAX_REQUEST_SIZE_CONFIG,
            TopicSizes.QUARANTINE,
            // The partition follows from the key, or a device's records would lie in several
            ProducerConfig.PARTITIONER_IGNORE_KEYS_CONFIG,
            false,
            ProducerConfig.MAX_IN_FLIGHT_REQUESTS_PER_CONNECTION,
            1);

    private ProducerSettings() {}

    /**
     * @param ordinal the lane's, from 0
     * @param lanes how many producers share the memory
     * @throws io.domicile.kit.config.ConfigurationException if the configuration contradicts what is forced
     */
    static Map<String, Object> of(ClientSettings kafka, RegionId region, int ordinal, int lanes) {
        Map<String, Object> defaults = new HashMap<>(DEFAULTS);
        defaults.put(ProducerConfig.BUFFER_MEMORY_CONFIG, Math.max(LEAST_BUFFER_MEMORY, BUFFER_MEMORY / lanes));
        String name = clientId(region);
        return kafka.producer(lanes == 1 ? name : name + '-' + ordinal, defaults, FORCED);
    }

    /** The name of a region's bridge where it has no other. */
    static String clientId(RegionId region) {
        return "domicile-bridge-" + region;
    }

    /** As {@link #of}. */
    static Supplier<Producer<byte[], byte[]>> producers(ClientSettings kafka, RegionId region, int ordinal, int lanes) {
        Map<String, Object> settings = of(kafka, region, ordinal, lanes);
        return () -> new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer());
    }
}
