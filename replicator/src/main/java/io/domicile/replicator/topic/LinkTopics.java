package io.domicile.replicator.topic;

import io.domicile.kit.kafka.Answers;
import io.domicile.kit.log.LogKeys;
import io.domicile.replicator.provenance.Origin;
import io.domicile.replicator.state.HaltReason;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewPartitions;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.errors.ApiException;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Surveys a link's topics on both sides, creates the mirrors that are missing and adds the partitions that the source
 * has gained. Mirrors follow their sources in the settings that copies depend on, where that is wanted; what does not fit
 * is reported, and copied to only after a survey has seen that it fits. Never deletes. Safe for use by several threads.
 */
public final class LinkTopics {

    private static final Logger LOG = LoggerFactory.getLogger(LinkTopics.class);

    private final Admin source;
    private final Admin target;
    private final List<MirroredTopic> topics;
    private final MirrorSettings settings;
    private final Duration timeout;
    private volatile boolean saidUntold;

    public LinkTopics(
            Admin source, Admin target, List<MirroredTopic> topics, MirrorSettings settings, Duration timeout) {
        this.source = source;
        this.target = target;
        this.topics = List.copyOf(topics);
        this.settings = settings;
        this.timeout = timeout;
    }

    /** @throws UnreachableClusterException if a side does not answer in time, or refuses to */
    public Map<MirroredTopic, TopicFacts> survey() {
        String cluster;
        Map<String, TopicDescription> sources;
        Map<String, Map<String, String>> originals;
        try {
            cluster = Answers.await(source.describeCluster().clusterId(), timeout);
            sources =
                    describe(source, topics.stream().map(MirroredTopic::source).toList());
            originals = settings.follow() ? originals(sources.keySet()) : Map.of();
        } catch (KafkaException unanswered) {
            throw new UnreachableClusterException("source", unanswered);
        }
        try {
            return compare(cluster, sources, originals);
        } catch (KafkaException unanswered) {
            throw new UnreachableClusterException("target", unanswered);
        }
    }

    /** Settings of the source's topics; none where the source does not let the link know. */
    private Map<String, Map<String, String>> originals(Set<String> names) {
        try {
            return TopicConfigs.read(source, names, timeout);
        } catch (AuthorizationException untold) {
            if (!saidUntold) {
                saidUntold = true;
                LOG.atWarn()
                        .addKeyValue(LogKeys.ERROR, untold.getClass().getName())
                        .log("mirrors do not follow their sources: the source does not tell its topics' settings");
            }
            return Map.of();
        }
    }

    private Map<MirroredTopic, TopicFacts> compare(
            String cluster, Map<String, TopicDescription> sources, Map<String, Map<String, String>> originals) {
        Map<String, TopicDescription> mirrors =
                describe(target, topics.stream().map(MirroredTopic::mirror).toList());
        Map<String, Map<String, String>> configs = TopicConfigs.read(target, mirrors.keySet(), timeout);
        Map<MirroredTopic, TopicFacts> facts = new HashMap<>();
        for (MirroredTopic topic : topics) {
            TopicDescription original = sources.get(topic.source());
            facts.put(
                    topic,
                    original == null
                            ? new TopicFacts.Missing()
                            : fit(
                                    topic,
                                    original,
                                    Optional.ofNullable(mirrors.get(topic.mirror())),
                                    new MirrorNeeds(
                                            topic,
                                            configs.getOrDefault(topic.mirror(), Map.of()),
                                            Optional.ofNullable(originals.get(topic.source()))),
                                    cluster));
        }
        return Map.copyOf(facts);
    }

    private TopicFacts fit(
            MirroredTopic topic,
            TopicDescription original,
            Optional<TopicDescription> mirror,
            MirrorNeeds needs,
            String cluster) {
        int partitions = original.partitions().size();
        Origin origin = new Origin(cluster, original.topicId());
        if (mirror.isEmpty()) {
            create(topic, partitions);
        } else {
            follow(topic, needs.changes());
            Optional<HaltReason> unfit = needs.unfit();
            if (unfit.isPresent()) {
                return new TopicFacts.Unfit(origin, partitions, unfit.get());
            }
            int mirrored = mirror.get().partitions().size();
            if (mirrored > partitions) {
                return new TopicFacts.Unfit(origin, partitions, HaltReason.MIRROR_PARTITIONS);
            }
            if (mirrored < partitions) {
                grow(topic, partitions);
            }
        }
        return new TopicFacts.Mirrored(origin, partitions);
    }

    private void follow(MirroredTopic topic, Map<String, String> changes) {
        if (changes.isEmpty()) {
            return;
        }
        try {
            TopicConfigs.change(target, topic.mirror(), changes, timeout);
            LOG.atWarn()
                    .addKeyValue(LogKeys.TOPIC, topic.mirror())
                    .addKeyValue(LogKeys.STATE, changes)
                    .log("settings of a mirror topic follow its source");
        } catch (ApiException refused) {
            LOG.atWarn()
                    .addKeyValue(LogKeys.TOPIC, topic.mirror())
                    .addKeyValue(LogKeys.STATE, changes)
                    .addKeyValue(LogKeys.ERROR, refused.getClass().getName())
                    .log("settings of a mirror topic do not follow its source: the target refused");
        }
    }

    private void create(MirroredTopic topic, int partitions) {
        NewTopic mirror =
                new NewTopic(topic.mirror(), partitions, settings.replicationFactor()).configs(settings.configs(topic));
        try {
            Answers.await(target.createTopics(List.of(mirror)).all(), timeout);
            log(topic, partitions, "mirror topic created");
        } catch (TopicExistsException createdMeanwhile) {
            log(topic, partitions, "mirror topic was created by another process");
        }
    }

    private void grow(MirroredTopic topic, int partitions) {
        Answers.await(
                target.createPartitions(Map.of(topic.mirror(), NewPartitions.increaseTo(partitions)))
                        .all(),
                timeout);
        log(topic, partitions, "mirror topic grown to its source's partitions");
    }

    private Map<String, TopicDescription> describe(Admin cluster, List<String> names) {
        Map<String, TopicDescription> found = new HashMap<>();
        Map<String, KafkaFuture<TopicDescription>> answers =
                cluster.describeTopics(names).topicNameValues();
        answers.forEach((name, answer) -> {
            try {
                found.put(name, Answers.await(answer, timeout));
            } catch (UnknownTopicOrPartitionException missing) {
                found.remove(name);
            }
        });
        return found;
    }

    private static void log(MirroredTopic topic, int partitions, String message) {
        LOG.atInfo()
                .addKeyValue(LogKeys.TOPIC, topic.mirror())
                .addKeyValue(LogKeys.COUNT, partitions)
                .log(message);
    }
}
