package io.domicile.replicator.topic;

import io.domicile.kit.kafka.Answers;
import java.time.Duration;
import java.util.List;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.errors.AuthorizationException;

/**
 * How a source topic is cleaned.
 *
 * @param onlyCompacts whether a record goes only for a newer one of its key, or as an old tombstone
 * @param tombstones how long a tombstone stays at the least
 */
public record SourceCleaning(boolean onlyCompacts, Duration tombstones) {

    /** Kafka's own default; assumed, with the worse of both answers, where the source does not tell. */
    private static final SourceCleaning UNKNOWN = new SourceCleaning(false, Duration.ofDays(1));

    /** @throws KafkaException if the source does not answer in time */
    public static SourceCleaning read(Admin source, String topic, Duration timeout) {
        ConfigResource resource = new ConfigResource(ConfigResource.Type.TOPIC, topic);
        try {
            Config config = Answers.await(
                            source.describeConfigs(List.of(resource)).all(), timeout)
                    .get(resource);
            return config == null
                    ? UNKNOWN
                    : new SourceCleaning(
                            TopicConfig.CLEANUP_POLICY_COMPACT.equals(value(config, TopicConfig.CLEANUP_POLICY_CONFIG)),
                            Duration.ofMillis(Long.parseLong(value(config, TopicConfig.DELETE_RETENTION_MS_CONFIG))));
        } catch (AuthorizationException mayNotKnow) {
            return UNKNOWN;
        }
    }

    private static String value(Config config, String name) {
        ConfigEntry entry = config.get(name);
        if (entry == null || entry.value() == null) {
            throw new KafkaException("the broker does not tell " + name);
        }
        return entry.value();
    }
}
