package io.domicile.benchmarks.replicator;

import io.domicile.kit.topic.TopicSizes;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.awaitility.Awaitility;

/**
 * The topic on the target that one trial writes: new and empty when it begins, gone when it has ended. It is set up as a
 * mirror has to be, but not compacted meanwhile, so that the broker's cleaner takes no part in what is timed.
 */
final class TargetTopic implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofMinutes(1);

    private final Admin admin;
    private final String name;

    private TargetTopic(Admin admin, String name) {
        this.admin = admin;
        this.name = name;
    }

    static TargetTopic create(String brokers, String name, int partitions) {
        TargetTopic topic = new TargetTopic(Admin.create(Map.of("bootstrap.servers", brokers)), name);
        topic.remove();
        NewTopic created = new NewTopic(name, partitions, (short) 1)
                .configs(Map.of(
                        "cleanup.policy",
                        "compact",
                        "min.compaction.lag.ms",
                        Long.toString(Duration.ofDays(1).toMillis()),
                        "max.message.bytes",
                        Integer.toString(TopicSizes.MIRROR),
                        "message.timestamp.type",
                        "CreateTime"));
        var unused = topic.admin.createTopics(List.of(created));
        Awaitility.await("the topic of the trial")
                .pollInSameThread()
                .atMost(PATIENCE)
                .until(topic::isThere);
        return topic;
    }

    @Override
    public void close() {
        remove();
        admin.close();
    }

    private void remove() {
        var unused = admin.deleteTopics(List.of(name));
        Awaitility.await("the removal of the trial's topic")
                .pollInSameThread()
                .atMost(PATIENCE)
                .until(() -> !isThere());
    }

    private boolean isThere() throws InterruptedException, ExecutionException {
        try {
            return !admin.describeTopics(List.of(name)).allTopicNames().get().isEmpty();
        } catch (ExecutionException failed) {
            if (failed.getCause() instanceof UnknownTopicOrPartitionException) {
                return false;
            }
            throw failed;
        }
    }
}
