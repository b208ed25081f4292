package io.domicile.replicator.erasure;

import io.domicile.kit.kafka.Answers;
import java.time.Duration;
import java.util.List;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.config.TopicConfig;

/**
 * When a mirror's broker does what, by the mirror's settings.
 *
 * @param roll how old a segment has to be for the next record to close it; only closed segments are compacted
 * @param deletion how long a file that compaction has replaced stays
 */
public record MirrorTimes(Duration roll, Duration deletion) {

    /** @throws KafkaException if the target does not answer in time */
    public static MirrorTimes read(Admin target, String mirror, Duration timeout) {
        ConfigResource resource = new ConfigResource(ConfigResource.Type.TOPIC, mirror);
        Config config = Answers.await(target.describeConfigs(List.of(resource)).all(), timeout)
                .get(resource);
        if (config == null) {
            throw new KafkaException("no settings told of the mirror '" + mirror + "'");
        }
        long roll = Math.min(
                millis(config, TopicConfig.SEGMENT_MS_CONFIG),
                millis(config, TopicConfig.MAX_COMPACTION_LAG_MS_CONFIG));
        return new MirrorTimes(
                Duration.ofMillis(roll), Duration.ofMillis(millis(config, TopicConfig.FILE_DELETE_DELAY_MS_CONFIG)));
    }

    private static long millis(Config config, String name) {
        ConfigEntry entry = config.get(name);
        if (entry == null || entry.value() == null) {
            throw new KafkaException("the broker does not tell " + name);
        }
        return Long.parseLong(entry.value());
    }
}
