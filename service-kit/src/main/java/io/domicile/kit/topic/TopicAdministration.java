package io.domicile.kit.topic;

import io.domicile.kit.kafka.Answers;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.DescribeTopicsOptions;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/**
 * Creates and checks a region's topics. It never changes or deletes one: a topic that is not what it has to be is
 * reported, and a person decides.
 *
 * <p>Every method blocks for at most the admin client's {@code default.api.timeout.ms} and throws the {@link
 * KafkaException} that ended it, a {@link org.apache.kafka.common.errors.RetriableException} where the brokers were
 * not reached. The admin client stays the caller's to close.
 */
public final class TopicAdministration {

    private final Admin admin;

    public TopicAdministration(Admin admin) {
        this.admin = admin;
    }

    /**
     * Creates those topics that do not exist. Existing topics stay as they are; {@link #compare} tells whether they
     * fit. Brokers may take a moment to know a new topic.
     *
     * @return the names created, ordered
     */
    public Set<String> createMissing(Collection<TopicSpec> topics) throws InterruptedException {
        Set<String> existing = Answers.await(admin.listTopics().names());
        List<NewTopic> missing = topics.stream()
                .filter(topic -> !existing.contains(topic.name()))
                .map(topic -> new NewTopic(topic.name(), topic.partitions(), topic.replicationFactor())
                        .configs(topic.configs()))
                .toList();
        Set<String> created = new TreeSet<>();
        for (Map.Entry<String, KafkaFuture<Void>> result :
                admin.createTopics(missing).values().entrySet()) {
            try {
                Answers.await(result.getValue());
                created.add(result.getKey());
            } catch (TopicExistsException createdByAnother) {
                continue;
            }
        }
        return created;
    }

    /** What the topics of these names are, ordered by name; those that do not exist are left out. */
    public Map<String, TopicState> describe(Collection<String> names) throws InterruptedException {
        Map<String, TopicDescription> descriptions = descriptions(names, new DescribeTopicsOptions());
        Map<ConfigResource, KafkaFuture<Config>> configs = admin.describeConfigs(descriptions.keySet().stream()
                        .map(TopicAdministration::resource)
                        .toList())
                .values();
        Map<String, TopicState> states = new TreeMap<>();
        for (TopicDescription description : descriptions.values()) {
            KafkaFuture<Config> config = configs.get(resource(description.name()));
            if (config == null) {
                throw new KafkaException("no settings in the brokers' answer for topic '" + description.name() + "'");
            }
            states.put(description.name(), state(description, Answers.await(config)));
        }
        return states;
    }

    /** Every way in which the region's topics are not what the plan says, in the plan's order. */
    public List<TopicDeviation> compare(Collection<TopicSpec> plan) throws InterruptedException {
        return TopicComparison.deviations(
                plan, describe(plan.stream().map(TopicSpec::name).toList()));
    }

    /**
     * The check a service makes of the topics it writes, when it starts.
     *
     * @throws TopicsMissingException if one does not exist
     * @throws TopicsNotWritableException if this client's principal may not write one
     */
    public void requireWritable(Set<String> names) throws InterruptedException {
        Map<String, TopicDescription> found =
                descriptions(names, new DescribeTopicsOptions().includeAuthorizedOperations(true));
        Set<String> missing = new TreeSet<>(names);
        missing.removeAll(found.keySet());
        if (!missing.isEmpty()) {
            throw new TopicsMissingException(missing);
        }
        Set<String> notWritable = new TreeSet<>();
        found.forEach((name, description) -> {
            Set<AclOperation> permitted = description.authorizedOperations();
            if (permitted != null && !permitted.contains(AclOperation.WRITE)) {
                notWritable.add(name);
            }
        });
        if (!notWritable.isEmpty()) {
            throw new TopicsNotWritableException(notWritable);
        }
    }

    private Map<String, TopicDescription> descriptions(Collection<String> names, DescribeTopicsOptions options)
            throws InterruptedException {
        Map<String, TopicDescription> found = new TreeMap<>();
        for (Map.Entry<String, KafkaFuture<TopicDescription>> result :
                admin.describeTopics(names, options).topicNameValues().entrySet()) {
            try {
                found.put(result.getKey(), Answers.await(result.getValue()));
            } catch (UnknownTopicOrPartitionException | TopicAuthorizationException notShown) {
                continue;
            }
        }
        return found;
    }

    private static TopicState state(TopicDescription description, Config config) {
        Map<String, String> settings = new HashMap<>();
        config.entries().forEach(entry -> {
            if (entry.value() != null) {
                settings.put(entry.name(), entry.value());
            }
        });
        int fewestCopies = description.partitions().stream()
                .mapToInt(partition -> partition.replicas().size())
                .min()
                .orElse(0);
        return new TopicState(
                description.name(),
                description.topicId(),
                description.partitions().size(),
                fewestCopies,
                settings);
    }

    private static ConfigResource resource(String topic) {
        return new ConfigResource(ConfigResource.Type.TOPIC, topic);
    }
}
