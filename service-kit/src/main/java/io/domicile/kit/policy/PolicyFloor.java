package io.domicile.kit.policy;

import io.domicile.kit.topic.Topics;
import io.domicile.residency.RegionId;
import io.domicile.residency.region.RegionCatalogue;
import io.domicile.schemas.registry.SchemaRegistry;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.KafkaException;
import org.jspecify.annotations.Nullable;

/**
 * What policy topics tell when they are asked, whatever a {@link KafkaPolicyStore} has read of them. Whoever becomes a
 * member of the barrier asks after that: a change that nobody told it to wait for is in the answer.
 *
 * <ol>
 *   <li>The generation of a topic that is what its manifest says. What another tells binds nobody, as no service can have
 *       verified it. The region's own topic must be there and compacted.
 *   <li>Never less than what the region's services remember that they verified. So an answer of brokers that have not
 *       heard of each other for a while is not taken for the whole.
 * </ol>
 *
 * <p>Each reading has clients of its own, which know nothing from before, and goes up to the end that the topic has then.
 * Keeps nothing between calls; safe for use by several threads.
 */
public final class PolicyFloor {

    private final RegionId here;
    private final Map<RegionId, String> topics = new HashMap<>();
    private final PolicyClients clients;
    private final PolicyTimings timings = PolicyTimings.DEFAULT;
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
        this.here = here;
        topics.put(here, Topics.POLICY);
        mirrors.forEach(mirror -> topics.put(mirror, Topics.mirror(mirror, Topics.POLICY)));
        this.clients = new PolicyClients(kafkaSettings, "domicile-policy-floor-" + here, timings.request());
        this.scan = new PolicyTopicScan(clients, new PolicyDecoder(registry, catalogue), timings);
    }

    /**
     * The lowest generation of each topic, by its region, that may be decided by as of a moment within this call. Blocks;
     * where brokers do not answer, for some seconds.
     *
     * @throws PolicyTopicUnavailableException if the own topic is missing or not compacted, or the brokers do not answer
     * @throws io.domicile.schemas.registry.SchemaRegistryException if the registry does not answer
     */
    public Map<RegionId, Long> read() {
        Map<RegionId, Long> generations;
        try (Admin admin = clients.admin();
                PolicyTopicScan.Reading reading = scan.open()) {
            Map<String, TopicCondition> conditions =
                    new TopicProbe(admin, timings.request().multipliedBy(2)).examine(topics.values());
            generations = new HashMap<>(new GroupGenerationMemory(admin, here, timings.request()).recall());
            generations.keySet().retainAll(topics.keySet());
            for (Map.Entry<RegionId, String> topic : topics.entrySet()) {
                long told = told(reading, topic.getValue(), conditions.get(topic.getValue()));
                generations.merge(topic.getKey(), told, Math::max);
            }
        } catch (KafkaException failed) {
            throw new PolicyTopicUnavailableException(Topics.POLICY, "or a mirror could not be read", failed);
        }
        return Map.copyOf(generations);
    }

    private long told(PolicyTopicScan.Reading reading, String topic, @Nullable TopicCondition condition) {
        if (condition instanceof TopicCondition.Unsound && !topic.equals(Topics.POLICY)) {
            return 0;
        }
        PolicyTopicScan.requireSound(topic, condition);
        TopicVerdict verdict = reading.of(topic).judge();
        return verdict instanceof TopicVerdict.Verified verified
                ? verified.content().generation()
                : 0;
    }
}
