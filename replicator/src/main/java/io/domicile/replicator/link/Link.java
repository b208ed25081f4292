package io.domicile.replicator.link;

import io.domicile.kit.kafka.KafkaNames;
import io.domicile.kit.topic.Topics;
import io.domicile.residency.RegionId;
import org.apache.kafka.common.TopicPartition;

/**
 * One direction of replication, {@code source->target}, and every name that follows from it.
 *
 * @param epoch grows when the direction is given anew after a failover; at least 1
 */
public record Link(RegionId source, RegionId target, long epoch) {

    public Link {
        if (source.equals(target)) {
            throw new IllegalArgumentException("a link has two ends: source and target are both '" + source + "'");
        }
        if (epoch < 1) {
            throw new IllegalArgumentException("a link's epoch starts at 1, not at " + epoch);
        }
    }

    /** {@code source->target}, as meters and logs carry it. */
    public String label() {
        return source + "->" + target;
    }

    /** The consumer group on the target whose offsets are the ledger. */
    public String ledgerGroup() {
        return KafkaNames.ledgerGroup(source, target);
    }

    /** The transactional id of the one producer that may write this partition's mirror. */
    public String transactionalId(TopicPartition sourcePartition) {
        return KafkaNames.laneTransactions(source, target) + sourcePartition.topic() + "-"
                + sourcePartition.partition();
    }

    /** The mirror of a source topic. */
    public String mirrorOf(String sourceTopic) {
        return Topics.mirror(source, sourceTopic);
    }
}
