package io.domicile.replicator.topic;

import io.domicile.kit.topic.TopicSettings;
import io.domicile.kit.topic.TopicSizes;
import io.domicile.replicator.client.Answers;
import io.domicile.replicator.state.HaltReason;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.config.TopicConfig;
import org.jspecify.annotations.Nullable;

/**
 * What a mirror has to be: its source's clean-up, its source's time stamps, and room for what the link adds.
 *
 * @param replicationFactor of mirrors that the link creates
 * @param retention of forward mirrors that the link creates
 */
public record MirrorSettings(short replicationFactor, Duration retention) {

    private static final String CREATE_TIME = "CreateTime";

    /** The settings of a mirror that the link creates. */
    Map<String, String> configs(MirroredTopic topic) {
        Map<String, String> configs = new HashMap<>();
        configs.put(TopicConfig.CLEANUP_POLICY_CONFIG, topic.cleanupPolicy());
        configs.put(TopicConfig.MESSAGE_TIMESTAMP_TYPE_CONFIG, CREATE_TIME);
        configs.put(TopicConfig.MAX_MESSAGE_BYTES_CONFIG, Integer.toString(TopicSizes.MIRROR));
        if (topic.cleanupPolicy().equals(TopicConfig.CLEANUP_POLICY_DELETE)) {
            configs.put(TopicConfig.RETENTION_MS_CONFIG, Long.toString(retention.toMillis()));
        } else {
            // Or what was erased could stay in the segments for as long as they are small
            configs.put(
                    TopicConfig.MAX_COMPACTION_LAG_MS_CONFIG,
                    Long.toString(TopicSettings.MIRROR_COMPACTION_LAG.toMillis()));
        }
        return Map.copyOf(configs);
    }

    /** What is wrong with the mirror that is there, if anything is. */
    Optional<HaltReason> unfit(Admin target, MirroredTopic topic, Duration timeout) {
        ConfigResource resource = new ConfigResource(ConfigResource.Type.TOPIC, topic.mirror());
        Config config = Answers.await(target.describeConfigs(List.of(resource)).all(), timeout)
                .get(resource);
        if (config == null) {
            throw new KafkaException("no settings told of the mirror '" + topic.mirror() + "'");
        }
        if (!topic.cleanupPolicy().equals(value(config, TopicConfig.CLEANUP_POLICY_CONFIG))) {
            return Optional.of(HaltReason.MIRROR_CLEANUP_POLICY);
        }
        if (!CREATE_TIME.equals(value(config, TopicConfig.MESSAGE_TIMESTAMP_TYPE_CONFIG))) {
            return Optional.of(HaltReason.MIRROR_TIMESTAMP_TYPE);
        }
        String size = value(config, TopicConfig.MAX_MESSAGE_BYTES_CONFIG);
        return size == null || Integer.parseInt(size) < TopicSizes.MIRROR
                ? Optional.of(HaltReason.MIRROR_MESSAGE_SIZE)
                : Optional.empty();
    }

    private static @Nullable String value(Config config, String name) {
        ConfigEntry entry = config.get(name);
        return entry == null ? null : entry.value();
    }
}
