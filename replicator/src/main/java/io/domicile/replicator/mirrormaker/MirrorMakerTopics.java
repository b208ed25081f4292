package io.domicile.replicator.mirrormaker;

import io.domicile.kit.kafka.Answers;
import io.domicile.kit.log.LogKeys;
import io.domicile.kit.topic.Topics;
import io.domicile.replicator.link.Link;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.errors.TopicExistsException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The names of MirrorMaker 2's topics at a link's target, by its default replication policy, which is how mirrors are
 * named too.
 */
final class MirrorMakerTopics {

    private static final Logger LOG = LoggerFactory.getLogger(MirrorMakerTopics.class);

    static final String HEARTBEATS = Topics.HEARTBEATS;

    private MirrorMakerTopics() {}

    /** By this one MirrorMaker's client knows that the source is upstream. */
    static String remoteHeartbeats(Link link) {
        return link.mirrorOf(HEARTBEATS);
    }

    static String checkpoints(Link link) {
        return Topics.checkpoints(link.source());
    }

    /** Creates those that are missing. */
    static void create(Admin target, Link link, short replicationFactor, Duration timeout) {
        List<String> wanted = Topics.ofMirrorMaker(link.source());
        Set<String> present = Answers.await(target.listTopics().names(), timeout);
        List<NewTopic> missing = new ArrayList<>();
        for (String name : wanted) {
            if (!present.contains(name)) {
                // One partition: the client reads no other
                missing.add(new NewTopic(name, 1, replicationFactor)
                        .configs(Map.of(TopicConfig.CLEANUP_POLICY_CONFIG, TopicConfig.CLEANUP_POLICY_COMPACT)));
            }
        }
        target.createTopics(missing).values().forEach((name, created) -> {
            try {
                Answers.await(created, timeout);
                LOG.atInfo().addKeyValue(LogKeys.TOPIC, name).log("topic for clients of MirrorMaker created");
            } catch (TopicExistsException createdMeanwhile) {
                LOG.atDebug().addKeyValue(LogKeys.TOPIC, name).log("topic was created by another process");
            }
        });
    }
}
