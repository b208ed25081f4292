package io.domicile.replicator.topic;

import io.domicile.kit.topic.TopicSizes;
import io.domicile.replicator.state.HaltReason;
import io.domicile.residency.link.LinkTopic;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.kafka.common.config.TopicConfig;

/**
 * What a mirror's settings have to be, and in what they follow the source. The clean-up follows a source that does at
 * least what its class calls for; the policy's mirror never deletes. Time stamps are the source's, so the mirror must not
 * make its own.
 */
final class MirrorNeeds {

    private static final String CREATE_TIME = "CreateTime";
    private static final int ADDED_BY_THE_LINK = TopicSizes.MIRROR - TopicSizes.ROUTER_OUTPUT;

    private final MirroredTopic topic;
    private final Map<String, String> mirror;
    private final Optional<Map<String, String>> source;

    /**
     * @param mirror its settings by name
     * @param source the settings of its source, where they are told and are to be followed
     */
    MirrorNeeds(MirroredTopic topic, Map<String, String> mirror, Optional<Map<String, String>> source) {
        this.topic = topic;
        this.mirror = mirror;
        this.source = source;
    }

    /** What keeps records from being copied to this mirror, if anything does. */
    Optional<HaltReason> unfit() {
        if (!isCleanedUpRightly()) {
            return Optional.of(HaltReason.MIRROR_CLEANUP_POLICY);
        }
        if (!CREATE_TIME.equals(mirror.get(TopicConfig.MESSAGE_TIMESTAMP_TYPE_CONFIG))) {
            return Optional.of(HaltReason.MIRROR_TIMESTAMP_TYPE);
        }
        return size(mirror) < TopicSizes.MIRROR ? Optional.of(HaltReason.MIRROR_MESSAGE_SIZE) : Optional.empty();
    }

    /** The settings to change so that the mirror follows its source; empty where it does. */
    Map<String, String> changes() {
        Map<String, String> changes = new TreeMap<>();
        source.ifPresent(original -> {
            cleanup(original, changes);
            if (!CREATE_TIME.equals(mirror.get(TopicConfig.MESSAGE_TIMESTAMP_TYPE_CONFIG))) {
                changes.put(TopicConfig.MESSAGE_TIMESTAMP_TYPE_CONFIG, CREATE_TIME);
            }
            long room = Math.max(TopicSizes.MIRROR, size(original) + ADDED_BY_THE_LINK);
            if (size(mirror) < room) {
                changes.put(TopicConfig.MAX_MESSAGE_BYTES_CONFIG, Long.toString(Math.min(room, Integer.MAX_VALUE)));
            }
        });
        return changes;
    }

    private void cleanup(Map<String, String> original, Map<String, String> changes) {
        Set<String> wanted = wanted(original);
        Set<String> present = policies(mirror);
        if (present.equals(wanted)) {
            return;
        }
        changes.put(TopicConfig.CLEANUP_POLICY_CONFIG, String.join(",", wanted));
        if (wanted.contains(TopicConfig.CLEANUP_POLICY_DELETE)
                && !present.contains(TopicConfig.CLEANUP_POLICY_DELETE)) {
            // Or the mirror would lose records by a retention nobody chose for them
            for (String retention : List.of(TopicConfig.RETENTION_MS_CONFIG, TopicConfig.RETENTION_BYTES_CONFIG)) {
                String value = original.get(retention);
                if (value != null) {
                    changes.put(retention, value);
                }
            }
        }
    }

    private boolean isCleanedUpRightly() {
        Set<String> present = policies(mirror);
        if (present.equals(base()) || present.equals(source.map(this::wanted).orElse(base()))) {
            return true;
        }
        // The source deletes no more, and the mirror is about to follow
        return source.isPresent() && topic.kind() instanceof LinkTopic.Egress && present.containsAll(base());
    }

    private Set<String> wanted(Map<String, String> original) {
        Set<String> there = policies(original);
        return !(topic.kind() instanceof LinkTopic.Policy) && there.containsAll(base()) ? there : base();
    }

    private Set<String> base() {
        return Set.of(topic.cleanupPolicy());
    }

    private static Set<String> policies(Map<String, String> settings) {
        List<String> policies = new ArrayList<>();
        for (String policy :
                settings.getOrDefault(TopicConfig.CLEANUP_POLICY_CONFIG, "").split(",", -1)) {
            policies.add(policy.strip());
        }
        return new TreeSet<>(policies);
    }

    private static long size(Map<String, String> settings) {
        return Long.parseLong(settings.getOrDefault(TopicConfig.MAX_MESSAGE_BYTES_CONFIG, "0"));
    }
}
