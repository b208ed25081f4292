package io.domicile.cli.connection;

import io.domicile.kit.config.Problems;
import io.domicile.kit.kafka.ClientSettings;
import io.domicile.kit.kafka.ToolClients;
import java.nio.file.Path;
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
import org.jspecify.annotations.Nullable;

/** A region's Kafka cluster as a command reaches it. Every question is answered, or given up, within {@link #PATIENCE}. */
public final class KafkaConnection {

    /** How long a command waits for brokers. */
    public static final Duration PATIENCE = Duration.ofSeconds(15);

    private static final int LOOK_UP_WAIT_MS = 20;
    private static final int LOOK_UP_BYTES = 64 * 1024;
    private static final String CLIENT_ID = "domicile-command";

    private final ClientSettings settings;

    private KafkaConnection(ClientSettings settings) {
        this.settings = settings;
    }

    /**
     * @param commandConfig settings of Kafka clients as a properties file; null for none
     * @throws io.domicile.cli.UsageException if the file is missing
     * @throws io.domicile.kit.config.ConfigurationException if it holds a name that no client knows
     */
    public static KafkaConnection of(String bootstrapServers, @Nullable Path commandConfig) {
        Map<String, String> passed = new HashMap<>(bounds());
        String source = commandConfig == null ? "--bootstrap-server" : commandConfig.toString();
        if (commandConfig != null) {
            passed.putAll(PropertiesFile.read(commandConfig));
        }
        passed.put(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers);
        return checked("kafka", passed, source);
    }

    /**
     * As a service's configuration says.
     *
     * @param key where the settings stand
     * @throws io.domicile.kit.config.ConfigurationException if there is a name that no client knows
     */
    public static KafkaConnection configured(String key, Map<String, String> settings) {
        Map<String, String> passed = new HashMap<>(bounds());
        passed.putAll(settings);
        return checked(key, passed, key);
    }

    private static KafkaConnection checked(String key, Map<String, String> passed, String source) {
        ClientSettings settings = ClientSettings.of(key, passed);
        Problems problems = new Problems(source);
        settings.check(problems);
        problems.throwIfAny();
        return new KafkaConnection(settings);
    }

    /** Addresses, security and time-outs, for clients that others make. */
    public Map<String, Object> common() {
        return settings.common();
    }

    /** Clients of a tool of this name, which is not that of an organization. */
    public ToolClients tool(String clientId) {
        return new ToolClients(settings, clientId, PATIENCE);
    }

    /** The same with the settings of single clients, for clients that others make. */
    public ClientSettings clients() {
        return settings;
    }

    public Admin admin() {
        return Admin.create(settings.admin(CLIENT_ID));
    }

    /** Acknowledged by all in-sync replicas. */
    public Producer<byte[], byte[]> producer() {
        return new KafkaProducer<>(
                settings.producer(CLIENT_ID, Map.of(), Map.of(ProducerConfig.ACKS_CONFIG, "all")),
                new ByteArraySerializer(),
                new ByteArraySerializer());
    }

    /** Reads committed records, belongs to no group and commits nothing. */
    public Consumer<byte[], byte[]> consumer() {
        return new KafkaConsumer<>(
                settings.consumer(
                        CLIENT_ID,
                        Map.of(),
                        Map.of(
                                ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed",
                                ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, "false",
                                ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest")),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer());
    }

    /** As {@link #consumer}, for looking up single records: a fetch that finds nothing does not keep the next waiting. */
    public Consumer<byte[], byte[]> lookUp() {
        return new KafkaConsumer<>(
                settings.consumer(
                        CLIENT_ID,
                        Map.of(
                                ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG, LOOK_UP_WAIT_MS,
                                ConsumerConfig.MAX_PARTITION_FETCH_BYTES_CONFIG, LOOK_UP_BYTES),
                        Map.of(
                                ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed",
                                ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, "false",
                                ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "none")),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer());
    }

    private static Map<String, String> bounds() {
        String patience = Long.toString(PATIENCE.toMillis());
        return Map.of(
                CommonClientConfigs.REQUEST_TIMEOUT_MS_CONFIG, Long.toString(PATIENCE.toMillis() * 2 / 3),
                CommonClientConfigs.DEFAULT_API_TIMEOUT_MS_CONFIG, patience,
                CommonClientConfigs.SOCKET_CONNECTION_SETUP_TIMEOUT_MS_CONFIG, "5000",
                ProducerConfig.MAX_BLOCK_MS_CONFIG, patience,
                ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, patience);
    }
}
