package io.domicile.kit.kafka;

import io.domicile.kit.config.Problems;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;

/**
 * Settings of Kafka clients from three sources: a service's defaults, over them what the configuration passes through,
 * over both what the service must have. Passing through a value contrary to what a service must have is an error, not
 * overruled in silence.
 *
 * <p>A passed-through key goes to every client that knows it; with {@code consumer.}, {@code producer.} or {@code
 * admin.} in front, to that kind only, and before the plain key.
 */
public final class ClientSettings {

    private final String configKey;
    private final PassThrough passThrough;

    private ClientSettings(String configKey, PassThrough passThrough) {
        this.configKey = configKey;
        this.passThrough = passThrough;
    }

    /**
     * @param configKey the map's key in the configuration, such as {@code bridge.kafka}; for messages
     * @param passThrough Kafka's own names to values
     */
    public static ClientSettings of(String configKey, Map<String, String> passThrough) {
        return of(configKey, passThrough, Set.of());
    }

    /** @param alsoKnown further names that may be passed through, such as those of Kafka Streams */
    public static ClientSettings of(String configKey, Map<String, String> passThrough, Set<String> alsoKnown) {
        return new ClientSettings(configKey, new PassThrough(passThrough, alsoKnown));
    }

    /** Adds what is wrong whatever the client: no bootstrap servers, and names that no client knows. */
    public void check(Problems problems) {
        if (passThrough
                .settings()
                .getOrDefault(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG, "")
                .isBlank()) {
            problems.add(configKey + "." + CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG, "required, but not set");
        }
        passThrough.reportUnknown(configKey, problems);
    }

    /**
     * Settings of a consumer.
     *
     * @param clientId names the service, its region and the purpose; never an organization
     * @throws io.domicile.kit.config.ConfigurationException if a forced setting is passed through with another value
     */
    public Map<String, Object> consumer(String clientId, Map<String, ?> defaults, Map<String, ?> forced) {
        return merge("consumer.", ConsumerConfig.configNames(), clientId, defaults, forced);
    }

    /** Settings of a producer; as {@link #consumer}. */
    public Map<String, Object> producer(String clientId, Map<String, ?> defaults, Map<String, ?> forced) {
        return merge("producer.", ProducerConfig.configNames(), clientId, defaults, forced);
    }

    /** Settings of an admin client. */
    public Map<String, Object> admin(String clientId) {
        return merge("admin.", AdminClientConfig.configNames(), clientId, Map.of(), Map.of());
    }

    /** What is passed through to all clients: addresses, security and whatever else has no prefix. */
    public Map<String, Object> common() {
        return new HashMap<>(passThrough.unprefixed());
    }

    private Map<String, Object> merge(
            String prefix, Set<String> known, String clientId, Map<String, ?> defaults, Map<String, ?> forced) {
        Map<String, Object> settings = new HashMap<>(defaults);
        Map<String, String> passed = passThrough.of(prefix, known);
        settings.putAll(passed);
        Map<String, Object> must = new HashMap<>(forced);
        must.put(CommonClientConfigs.CLIENT_ID_CONFIG, clientId);
        Problems contrary = new Problems("memory");
        must.forEach((key, value) -> {
            String other = passed.get(key);
            if (other != null && !ForcedValue.same(key, value, other)) {
                contrary.add(
                        configKey + "." + key, "is set by Domicile to '" + value + "' and cannot be another value");
            }
        });
        contrary.throwIfAny();
        settings.putAll(must);
        return settings;
    }
}
