package io.domicile.bridge.forward;

import io.domicile.bridge.meter.KafkaProblem;
import org.apache.kafka.clients.producer.BufferExhaustedException;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.jspecify.annotations.Nullable;

/**
 * What a failure of Kafka's client means, where it is not the fault of one record; what one record is rejected for is
 * {@link SendResult.Rejected}. The one place that classifies.
 */
final class KafkaProblems {

    private KafkaProblems() {}

    static KafkaProblem of(Throwable failure) {
        if (failure instanceof AuthorizationException) {
            return KafkaProblem.NOT_AUTHORIZED;
        }
        if (failure instanceof AuthenticationException) {
            return KafkaProblem.NOT_AUTHENTICATED;
        }
        if (failure instanceof UnknownTopicOrPartitionException) {
            return KafkaProblem.TOPIC_MISSING;
        }
        if (failure instanceof BufferExhaustedException) {
            return KafkaProblem.BUFFER_FULL;
        }
        if (failure instanceof TimeoutException) {
            return ofTimeout(failure.getCause());
        }
        return KafkaProblem.PRODUCER_FAILED;
    }

    /** The producer waits for metadata until its time is over, and then says what the cluster said last. */
    private static KafkaProblem ofTimeout(@Nullable Throwable cause) {
        return cause == null || of(cause) == KafkaProblem.PRODUCER_FAILED ? KafkaProblem.UNREACHABLE : of(cause);
    }
}
