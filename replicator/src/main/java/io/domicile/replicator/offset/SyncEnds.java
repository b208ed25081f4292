package io.domicile.replicator.offset;

import io.domicile.kit.kafka.Answers;
import io.domicile.replicator.ledger.LedgerEntries;
import io.domicile.replicator.provenance.Origin;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/**
 * Both clusters as the synchronization of groups sees them.
 *
 * @param timeout how long a question to either may take
 */
record SyncEnds(
        Admin sourceAdmin,
        Admin targetAdmin,
        GroupOffsets source,
        GroupOffsets target,
        LedgerEntries ledger,
        GroupTranslator translator,
        Duration timeout) {

    /** What topics of the source are now; those that are gone are left out. */
    Map<String, Origin> origins(Set<String> topics) {
        Map<String, Origin> origins = new HashMap<>();
        String cluster = Answers.await(sourceAdmin.describeCluster().clusterId(), timeout);
        ids(sourceAdmin, topics).forEach((topic, id) -> origins.put(topic, new Origin(cluster, id)));
        return origins;
    }

    /** The ids of mirrors; those that are gone are left out. */
    Map<String, Uuid> mirrors(Set<String> topics) {
        return ids(targetAdmin, topics);
    }

    private Map<String, Uuid> ids(Admin cluster, Set<String> topics) {
        Map<String, Uuid> ids = new HashMap<>();
        Map<String, KafkaFuture<TopicDescription>> answers =
                cluster.describeTopics(topics).topicNameValues();
        answers.forEach((topic, answer) -> {
            try {
                ids.put(topic, Answers.await(answer, timeout).topicId());
            } catch (UnknownTopicOrPartitionException gone) {
                ids.remove(topic);
            }
        });
        return ids;
    }
}
