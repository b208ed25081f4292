package io.domicile.kit.policy;

import io.domicile.kit.topic.Topics;
import io.domicile.residency.RegionId;
import io.domicile.residency.region.RegionCatalogue;
import io.domicile.schemas.registry.SchemaRegistry;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/**
 * What policy topics tell when they are asked, whatever a {@link KafkaPolicyStore} has read of them. Whoever becomes a
 * member of the barrier asks after that: a change that nobody told it to wait for is in the answer.
 *
 * <p>Each reading has clients of its own, which know nothing from before, and goes up to the end that the topic has then.
 * Keeps nothing between calls; safe for use by several threads.
 */
public final class PolicyFloor {

    private final Map<RegionId, String> topics = new HashMap<>();
    private final PolicyTopicScan scan;

    /**
     * @param mirrors foreign regions whose policy topics are mirrored here
     * @param kafkaSettings client settings of this region's brokers
     * @param registry this region's schema registry
     */
    public PolicyFloor(
            RegionId here,
            Set<RegionId> mirrors,
            Map<String, Object> kafkaSettings,
            SchemaRegistry registry,
            RegionCatalogue catalogue) {
        topics.put(here, Topics.POLICY);
        mirrors.forEach(mirror -> topics.put(mirror, Topics.mirror(mirror, Topics.POLICY)));
        PolicyTimings timings = PolicyTimings.DEFAULT;
        this.scan = new PolicyTopicScan(
                new PolicyClients(kafkaSettings, "domicile-policy-floor-" + here, timings.request()),
                new PolicyDecoder(registry, catalogue),
                timings);
    }

    /**
     * The highest generation that each topic tells of, by its region, as of a moment within this call. Blocks; where
     * brokers do not answer, for some seconds.
     *
     * @throws PolicyTopicUnavailableException if a topic is missing or not compacted, or the brokers do not answer
     * @throws io.domicile.schemas.registry.SchemaRegistryException if the registry does not answer
     */
    public Map<RegionId, Long> read() {
        Map<RegionId, Long> generations = new HashMap<>();
        topics.forEach((region, topic) -> generations.put(region, scan.highestGeneration(topic)));
        return Map.copyOf(generations);
    }
}
