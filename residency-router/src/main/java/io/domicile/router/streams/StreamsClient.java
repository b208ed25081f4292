package io.domicile.router.streams;

import io.domicile.router.fault.FailingProductionHandler;
import io.domicile.router.fault.Refusals;
import java.time.Duration;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import org.apache.kafka.streams.CloseOptions;
import org.apache.kafka.streams.KafkaClientSupplier;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler;

/**
 * One Kafka Streams client from start to close. {@link #follow} is for one thread; {@link #condition()} for any.
 *
 * <p>Pausing keeps the group membership and commits what was decided before; nothing is dropped.
 */
public final class StreamsClient {

    /** How a Streams client is, as far as its owner cares. */
    public enum Condition {
        /** It is starting, or the group shares out its partitions. */
        REBALANCING,
        RUNNING,
        /** It has stopped, and only a new process helps. */
        DEAD
    }

    /** States of a thread that reads nothing any more, as Kafka Streams names them. */
    private static final Set<String> ENDED = Set.of("PENDING_SHUTDOWN", "DEAD");

    private final KafkaStreams streams;

    public StreamsClient(
            Topology topology,
            Map<String, Object> settings,
            Refusals refusals,
            KafkaClientSupplier clients,
            StreamsUncaughtExceptionHandler uncaughtExceptions) {
        Properties properties = new Properties();
        properties.putAll(settings);
        properties.put(FailingProductionHandler.REFUSALS, refusals);
        this.streams = new KafkaStreams(topology, properties, clients);
        streams.setUncaughtExceptionHandler(uncaughtExceptions);
    }

    public void start() {
        streams.start();
    }

    /** Pauses while the gate is closed, resumes when it is open. */
    public void follow(boolean gateOpen) {
        if (gateOpen == streams.isPaused()) {
            if (gateOpen) {
                streams.resume();
            } else {
                streams.pause();
            }
        }
    }

    public Condition condition() {
        return switch (streams.state()) {
            case RUNNING -> Condition.RUNNING;
            case CREATED, REBALANCING -> Condition.REBALANCING;
            case PENDING_SHUTDOWN, NOT_RUNNING, PENDING_ERROR, ERROR -> Condition.DEAD;
        };
    }

    /** How many stream threads live, those included that are just beginning. */
    public int liveThreads() {
        return (int) streams.metadataForLocalThreads().stream()
                .filter(thread -> !ENDED.contains(thread.threadState()))
                .count();
    }

    /**
     * Commits what is decided, leaves the group so that others take over at once, and stops.
     *
     * @return whether it had stopped when the time was over
     */
    public boolean close(Duration atMost) {
        return streams.close(CloseOptions.groupMembershipOperation(CloseOptions.GroupMembershipOperation.LEAVE_GROUP)
                .withTimeout(atMost));
    }
}
