package io.domicile.kit.policy;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/** Asks the brokers how the policy topics are. */
final class TopicProbe {

    private final Admin admin;
    private final Duration timeout;

    /** @param timeout for all answers of one {@link #examine} together */
    TopicProbe(Admin admin, Duration timeout) {
        this.admin = admin;
        this.timeout = timeout;
    }

    Map<String, TopicCondition> examine(Collection<String> topics) {
        long deadline = System.nanoTime() + timeout.toNanos();
        Map<String, KafkaFuture<TopicDescription>> descriptions =
                admin.describeTopics(topics).topicNameValues();
        List<ConfigResource> resources =
                topics.stream().map(TopicProbe::resource).toList();
        Map<ConfigResource, KafkaFuture<Config>> configs =
                admin.describeConfigs(resources).values();
        Map<String, TopicCondition> conditions = new HashMap<>();
        for (String topic : topics) {
            KafkaFuture<TopicDescription> description = requireNonNull(descriptions.get(topic));
            KafkaFuture<Config> config = requireNonNull(configs.get(resource(topic)));
            conditions.put(topic, condition(description, config, deadline));
        }
        return conditions;
    }

    private static TopicCondition condition(
            KafkaFuture<TopicDescription> description, KafkaFuture<Config> config, long deadline) {
        try {
            TopicDescription described = description.get(remaining(deadline), TimeUnit.NANOSECONDS);
            ConfigEntry cleanup =
                    config.get(remaining(deadline), TimeUnit.NANOSECONDS).get(TopicConfig.CLEANUP_POLICY_CONFIG);
            boolean isCompacted = cleanup != null && TopicConfig.CLEANUP_POLICY_COMPACT.equals(cleanup.value());
            return isCompacted
                    ? new TopicCondition.Sound(described.topicId())
                    : new TopicCondition.Unsound(GateStatus.Reason.TOPIC_NOT_COMPACTED);
        } catch (ExecutionException failed) {
            return failed.getCause() instanceof UnknownTopicOrPartitionException
                    ? new TopicCondition.Unsound(GateStatus.Reason.TOPIC_MISSING)
                    : new TopicCondition.Unanswered();
        } catch (TimeoutException tooSlow) {
            return new TopicCondition.Unanswered();
        } catch (InterruptedException interrupted) {
            throw new InterruptException(interrupted);
        }
    }

    private static long remaining(long deadline) {
        return Math.max(0, deadline - System.nanoTime());
    }

    private static ConfigResource resource(String topic) {
        return new ConfigResource(ConfigResource.Type.TOPIC, topic);
    }
}
