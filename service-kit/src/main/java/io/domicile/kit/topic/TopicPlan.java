package io.domicile.kit.topic;

import io.domicile.residency.DataClass;
import io.domicile.residency.RegionId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.ToIntFunction;

/**
 * Every topic of one region: its own, and its mirrors of other regions' topics.
 *
 * <p>Ingress, home, egress and forward topics all have the same number of partitions, because the router keeps a
 * record's partition number; a mirror has its source's.
 *
 * @param topics ordered by name
 */
public record TopicPlan(RegionId region, List<TopicSpec> topics) {

    public TopicPlan {
        topics = List.copyOf(topics);
    }

    /** The topics a region has without any other region. */
    public static TopicPlan ofRegion(RegionId region, TopicSettings settings) {
        List<TopicSpec> topics = new ArrayList<>();
        for (DataClass dataClass : DataClass.values()) {
            topics.add(settings.flowing(Topics.ingress(dataClass), TopicSizes.INGRESS));
            topics.add(
                    dataClass.isReplicated()
                            ? settings.compacted(
                                    Topics.home(dataClass), settings.partitions(), TopicSizes.ROUTER_OUTPUT)
                            : settings.kept(Topics.home(dataClass), TopicSizes.ROUTER_OUTPUT));
        }
        for (DataClass dataClass : DataClass.replicated()) {
            topics.add(settings.compacted(Topics.egress(dataClass), settings.partitions(), TopicSizes.ROUTER_OUTPUT));
        }
        topics.add(settings.control(Topics.POLICY));
        topics.add(settings.control(Topics.ACKS));
        topics.add(settings.evidence(Topics.AUDIT, settings.partitions()));
        topics.add(settings.evidence(Topics.AUDIT_SEALS, 1));
        topics.add(settings.heldBack(Topics.QUARANTINE));
        topics.add(settings.heldBack(Topics.DEAD_LETTER));
        return new TopicPlan(region, topics).sorted();
    }

    /** This plan and the topics in which the router leaves records for other regions. */
    public TopicPlan withRoutes(Set<RegionId> destinations, TopicSettings settings) {
        return with(destinations.stream()
                .map(destination -> {
                    requireOther(destination);
                    return settings.flowing(Topics.forward(destination), TopicSizes.ROUTER_OUTPUT);
                })
                .toList());
    }

    /**
     * This plan and what the link from another region writes here: its mirrors, and three topics for MirrorMaker's clients.
     *
     * @param sourcePartitions how many partitions a topic has in the source region, by its name there
     */
    public TopicPlan withMirrors(RegionId source, ToIntFunction<String> sourcePartitions, TopicSettings settings) {
        requireOther(source);
        List<TopicSpec> mirrors = new ArrayList<>();
        for (DataClass dataClass : DataClass.replicated()) {
            String topic = Topics.egress(dataClass);
            mirrors.add(settings.compactedMirror(Topics.mirror(source, topic), sourcePartitions.applyAsInt(topic)));
        }
        String forward = Topics.forward(region);
        mirrors.add(settings.flowing(
                Topics.mirror(source, forward), sourcePartitions.applyAsInt(forward), TopicSizes.MIRROR));
        mirrors.add(settings.controlMirror(Topics.mirror(source, Topics.POLICY)));
        Topics.ofMirrorMaker(source).forEach(topic -> mirrors.add(settings.mirrorMaker(topic)));
        return with(mirrors);
    }

    /** The names of all topics. */
    public Set<String> names() {
        Set<String> names = new TreeSet<>();
        topics.forEach(topic -> names.add(topic.name()));
        return names;
    }

    private TopicPlan with(Collection<TopicSpec> more) {
        List<TopicSpec> all = new ArrayList<>(topics);
        all.addAll(more);
        return new TopicPlan(region, all).sorted();
    }

    private TopicPlan sorted() {
        Map<String, TopicSpec> byName = new TreeMap<>();
        topics.forEach(topic -> byName.put(topic.name(), topic));
        return new TopicPlan(region, List.copyOf(byName.values()));
    }

    private void requireOther(RegionId other) {
        if (other.equals(region)) {
            throw new IllegalArgumentException("region '" + region + "' neither routes to nor mirrors itself");
        }
    }
}
