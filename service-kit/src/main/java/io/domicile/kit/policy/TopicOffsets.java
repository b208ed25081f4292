package io.domicile.kit.policy;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.TimeoutException;

/** Where partitions begin, and where they end for readers of committed records. */
@FunctionalInterface
interface TopicOffsets {

    /**
     * The offset at some moment during the call.
     *
     * @throws KafkaException if the brokers do not say
     */
    long ask(TopicPartition partition, OffsetSpec place);

    /** The offset of the first record, were there one. */
    default long beginning(TopicPartition partition) {
        return ask(partition, OffsetSpec.earliest());
    }

    /** The offset behind the last record. */
    default long end(TopicPartition partition) {
        return ask(partition, OffsetSpec.latest());
    }

    /**
     * Asks over the connections of an admin client. A consumer's own question waits in its connection behind the fetch
     * that waits for new records, and is answered when there are some: then it is not at the end any more.
     */
    static TopicOffsets asking(Admin admin, Duration timeout) {
        return (partition, place) -> {
            try {
                return admin.listOffsets(
                                Map.of(partition, place), new ListOffsetsOptions(IsolationLevel.READ_COMMITTED))
                        .partitionResult(partition)
                        .get(timeout.toNanos(), TimeUnit.NANOSECONDS)
                        .offset();
            } catch (ExecutionException failed) {
                throw failed.getCause() instanceof KafkaException refused ? refused : new KafkaException(failed);
            } catch (java.util.concurrent.TimeoutException tooSlow) {
                throw new TimeoutException("an offset of a policy topic was not told in time", tooSlow);
            } catch (InterruptedException interrupted) {
                throw new InterruptException(interrupted);
            }
        };
    }
}
