package io.domicile.replicator.lane;

import io.domicile.kit.kafka.Fencing;
import io.domicile.replicator.audit.AuditUnavailableException;
import io.domicile.replicator.state.HoldReason;
import io.domicile.replicator.topic.UnreachableClusterException;
import io.domicile.schemas.registry.SchemaRegistryException;
import java.time.Duration;
import java.util.Optional;
import org.apache.kafka.clients.consumer.CommitFailedException;
import org.apache.kafka.common.InvalidRecordException;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.InvalidTimestampException;
import org.apache.kafka.common.errors.RecordTooLargeException;

/** Classifies what can go wrong in a lane, once: what it waits for, and how long. */
final class LaneFailures {

    /**
     * How long a fenced lane leaves the partition alone: longer than the ledger group's session, so that a process
     * that was paused has learned by then whether the lane is still its own.
     */
    static final Duration FENCED_WAIT = Duration.ofSeconds(8);

    private static final Duration UNAUTHORIZED_WAIT = Duration.ofSeconds(10);
    private static final Duration FIRST_DELAY = Duration.ofMillis(100);
    private static final int MAX_DOUBLINGS = 5;

    private LaneFailures() {}

    static boolean isRefusedRecord(Throwable failure) {
        return find(failure, RecordTooLargeException.class)
                || find(failure, InvalidRecordException.class)
                || find(failure, InvalidTimestampException.class);
    }

    static HoldReason reason(Throwable failure) {
        if (Fencing.isFenced(failure)) {
            return HoldReason.FENCED;
        }
        if (find(failure, AuthorizationException.class) || find(failure, AuthenticationException.class)) {
            return HoldReason.UNAUTHORIZED;
        }
        if (find(failure, AuditUnavailableException.class)) {
            return HoldReason.AUDIT_UNAVAILABLE;
        }
        Optional<SchemaRegistryException> registry = cause(failure, SchemaRegistryException.class);
        if (registry.isPresent()) {
            return registry.get().kind() == SchemaRegistryException.Kind.UNAUTHORIZED
                    ? HoldReason.UNAUTHORIZED
                    : HoldReason.REGISTRY_UNAVAILABLE;
        }
        if (find(failure, CommitFailedException.class)) {
            return HoldReason.GROUP_MOVED;
        }
        if (cause(failure, UnreachableClusterException.class)
                .filter(unreachable -> unreachable.side().equals("source"))
                .isPresent()) {
            return HoldReason.SOURCE_UNAVAILABLE;
        }
        return find(failure, KafkaException.class) ? HoldReason.TARGET_UNAVAILABLE : HoldReason.UNEXPECTED;
    }

    /** @param attempt number of failures in a row, from 1 */
    static Duration delay(HoldReason reason, int attempt) {
        return switch (reason) {
            case FENCED -> FENCED_WAIT;
            case UNAUTHORIZED -> UNAUTHORIZED_WAIT;
            default -> FIRST_DELAY.multipliedBy(1L << Math.min(attempt - 1, MAX_DOUBLINGS));
        };
    }

    private static boolean find(Throwable failure, Class<? extends Throwable> type) {
        return cause(failure, type).isPresent();
    }

    private static <T extends Throwable> Optional<T> cause(Throwable failure, Class<T> type) {
        Throwable current = failure;
        for (int depth = 0; current != null && depth < 10; depth++) {
            if (type.isInstance(current)) {
                return Optional.of(type.cast(current));
            }
            current = current.getCause();
        }
        return Optional.empty();
    }
}
