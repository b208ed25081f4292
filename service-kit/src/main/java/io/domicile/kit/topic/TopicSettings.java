package io.domicile.kit.topic;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.kafka.common.config.TopicConfig;

/**
 * What an operator chooses about a region's topics; the rest is fixed by the kind of topic.
 *
 * @param partitions of every topic that carries organizations' records, at least 1
 * @param replicationFactor copies of each partition; one less must be in sync for a write, but at least one
 * @param flowRetention of ingress and forward topics
 * @param homeRetention of the home topics of the seven regional classes
 * @param tombstoneRetention how long a compacted topic keeps tombstones; an outage of a link that lasts longer has to
 *     compare key sets
 * @param auditRetention of the audit entries and their seals
 * @param quarantineRetention of quarantine and dead letters
 */
public record TopicSettings(
        int partitions,
        short replicationFactor,
        Duration flowRetention,
        Duration homeRetention,
        Duration tombstoneRetention,
        Duration auditRetention,
        Duration quarantineRetention) {

    /** Within this time the broker compacts a mirror's records: what a link has erased is then gone from its segments. */
    public static final Duration MIRROR_COMPACTION_LAG = Duration.ofDays(1);

    private static final Duration WEEK = Duration.ofDays(7);

    /** The default retentions: 7 days, and 400 days for the audit. */
    public static TopicSettings of(int partitions, int replicationFactor) {
        return new TopicSettings(partitions, (short) replicationFactor, WEEK, WEEK, WEEK, Duration.ofDays(400), WEEK);
    }

    /** On its way: ingress and forward topics. */
    TopicSpec flowing(String topic, int maxMessageBytes) {
        return flowing(topic, partitions, maxMessageBytes);
    }

    TopicSpec flowing(String topic, int partitionCount, int maxMessageBytes) {
        return deleting(topic, partitionCount, maxMessageBytes, flowRetention);
    }

    /** Home topics of the regional classes. */
    TopicSpec kept(String topic, int maxMessageBytes) {
        return deleting(topic, partitions, maxMessageBytes, homeRetention);
    }

    TopicSpec evidence(String topic, int partitionCount) {
        return deleting(topic, partitionCount, TopicSizes.CONTROL, auditRetention);
    }

    /** Quarantine and dead letters. */
    TopicSpec heldBack(String topic) {
        return deleting(topic, partitions, TopicSizes.QUARANTINE, quarantineRetention);
    }

    TopicSpec compacted(String topic, int partitionCount, int maxMessageBytes) {
        return spec(topic, partitionCount, maxMessageBytes, compaction());
    }

    /** A mirror of a compacted topic. */
    TopicSpec compactedMirror(String topic, int partitionCount) {
        Map<String, String> configs = compaction();
        configs.put(TopicConfig.MAX_COMPACTION_LAG_MS_CONFIG, millis(MIRROR_COMPACTION_LAG));
        return spec(topic, partitionCount, TopicSizes.MIRROR, configs);
    }

    /** Policy and acknowledgements: small, read from the beginning by everyone, so kept short by early compaction. */
    TopicSpec control(String topic) {
        return early(topic, TopicSizes.CONTROL);
    }

    TopicSpec controlMirror(String topic) {
        return early(topic, TopicSizes.MIRROR);
    }

    /** As MirrorMaker makes its own: one partition, for its clients read no other. */
    TopicSpec mirrorMaker(String topic) {
        return new TopicSpec(
                topic,
                1,
                replicationFactor,
                Map.of(TopicConfig.CLEANUP_POLICY_CONFIG, TopicConfig.CLEANUP_POLICY_COMPACT));
    }

    private TopicSpec early(String topic, int maxMessageBytes) {
        Map<String, String> configs = compaction();
        configs.put(TopicConfig.MIN_CLEANABLE_DIRTY_RATIO_CONFIG, "0.1");
        configs.put(TopicConfig.SEGMENT_BYTES_CONFIG, Integer.toString(16 * 1024 * 1024));
        configs.put(TopicConfig.SEGMENT_MS_CONFIG, millis(Duration.ofHours(1)));
        return spec(topic, 1, maxMessageBytes, configs);
    }

    private Map<String, String> compaction() {
        Map<String, String> configs = new LinkedHashMap<>();
        configs.put(TopicConfig.CLEANUP_POLICY_CONFIG, TopicConfig.CLEANUP_POLICY_COMPACT);
        configs.put(TopicConfig.DELETE_RETENTION_MS_CONFIG, millis(tombstoneRetention));
        return configs;
    }

    private TopicSpec deleting(String topic, int partitionCount, int maxMessageBytes, Duration retention) {
        Map<String, String> configs = new LinkedHashMap<>();
        configs.put(TopicConfig.CLEANUP_POLICY_CONFIG, TopicConfig.CLEANUP_POLICY_DELETE);
        configs.put(TopicConfig.RETENTION_MS_CONFIG, millis(retention));
        return spec(topic, partitionCount, maxMessageBytes, configs);
    }

    private TopicSpec spec(String topic, int partitionCount, int maxMessageBytes, Map<String, String> configs) {
        configs.put(TopicConfig.MAX_MESSAGE_BYTES_CONFIG, Integer.toString(maxMessageBytes));
        configs.put(TopicConfig.MESSAGE_TIMESTAMP_TYPE_CONFIG, "CreateTime");
        configs.put(TopicConfig.MIN_IN_SYNC_REPLICAS_CONFIG, Integer.toString(Math.max(1, replicationFactor - 1)));
        configs.put(TopicConfig.UNCLEAN_LEADER_ELECTION_ENABLE_CONFIG, "false");
        return new TopicSpec(topic, partitionCount, replicationFactor, configs);
    }

    private static String millis(Duration duration) {
        return Long.toString(duration.toMillis());
    }
}
