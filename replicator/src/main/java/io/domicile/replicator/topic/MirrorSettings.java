package io.domicile.replicator.topic;

import io.domicile.kit.topic.TopicSettings;
import io.domicile.kit.topic.TopicSizes;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.common.config.TopicConfig;

/**
 * How mirrors are created, and whether they follow their sources.
 *
 * @param replicationFactor of mirrors that the link creates
 * @param retention of forward mirrors that the link creates
 * @param follow whether the link changes a mirror's clean-up, time stamps and message size as its source's call for
 */
public record MirrorSettings(short replicationFactor, Duration retention, boolean follow) {

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
}
