package io.domicile.replicator.topic;

import io.domicile.kit.kafka.Answers;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.config.ConfigResource;

/** Topics' settings on one cluster. */
final class TopicConfigs {

    private TopicConfigs() {}

    /**
     * Settings by name, of each topic.
     *
     * @throws KafkaException if the cluster does not answer in time, or does not tell
     */
    static Map<String, Map<String, String>> read(Admin cluster, Collection<String> topics, Duration timeout) {
        List<ConfigResource> resources =
                topics.stream().map(TopicConfigs::resource).toList();
        Map<String, Map<String, String>> settings = new HashMap<>();
        Answers.await(cluster.describeConfigs(resources).all(), timeout)
                .forEach((resource, config) -> settings.put(resource.name(), settings(config)));
        if (!settings.keySet().containsAll(topics)) {
            throw new KafkaException("settings of a topic were not told");
        }
        return settings;
    }

    /** Changes these settings and no others. */
    static void change(Admin cluster, String topic, Map<String, String> changes, Duration timeout) {
        List<AlterConfigOp> operations = changes.entrySet().stream()
                .map(change -> new AlterConfigOp(
                        new ConfigEntry(change.getKey(), change.getValue()), AlterConfigOp.OpType.SET))
                .toList();
        Answers.await(
                cluster.incrementalAlterConfigs(Map.of(resource(topic), operations))
                        .all(),
                timeout);
    }

    private static Map<String, String> settings(Config config) {
        Map<String, String> settings = new HashMap<>();
        for (ConfigEntry entry : config.entries()) {
            if (entry.value() != null) {
                settings.put(entry.name(), entry.value());
            }
        }
        return settings;
    }

    private static ConfigResource resource(String topic) {
        return new ConfigResource(ConfigResource.Type.TOPIC, topic);
    }
}
