package io.domicile.replicator.ledger;

import io.domicile.replicator.provenance.Origin;
import java.util.OptionalLong;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;

/** What stands at the ends of mirrors. Implementations are safe for use by several threads. */
public interface Tails {

    /**
     * The end of one mirrored partition.
     *
     * @throws KafkaException if the target does not answer in time
     */
    Tail read(TopicPartition mirror);

    /**
     * The target offset behind the last committed record of one mirrored partition, whoever wrote it.
     *
     * @throws KafkaException if the target does not answer in time
     */
    long end(TopicPartition mirror);

    /**
     * The first source offset of which a mirrored partition's log has a copy that readers of committed records do not see.
     *
     * @param from the first source offset to look for
     * @param until the source offset behind the last
     * @param behind the target offset to begin at
     * @throws KafkaException if the target does not answer in time
     */
    OptionalLong firstHidden(TopicPartition mirror, Origin origin, long from, long until, long behind);
}
