package io.domicile.router;

import io.domicile.kit.log.LogKeys;
import io.domicile.residency.RegionId;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.AuthenticationException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Repeats the {@link TopicCheck} while the router runs. A thread of its own; {@link #problem()} is for any. */
final class TopicWatch implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(TopicWatch.class);
    private static final String UNREACHABLE = "Kafka not reached";
    private static final String NOT_AUTHENTICATED = "Kafka not reached: router or cluster is not authenticated";

    private final RegionId here;
    private final TopicCheck check;
    private final Duration interval;
    private final ScheduledExecutorService executor;
    private @Nullable ScheduledFuture<?> repeated;
    private volatile @Nullable String problem;

    TopicWatch(RegionId here, TopicCheck check, Duration interval) {
        this.here = here;
        this.check = check;
        this.interval = interval;
        this.executor = Executors.newSingleThreadScheduledExecutor(task -> {
            Thread thread = new Thread(task, "domicile-router-topics-" + here);
            thread.setDaemon(true);
            return thread;
        });
    }

    /** Begins to repeat the check, which nobody else may run from then on. */
    synchronized void start() {
        if (repeated == null && !executor.isShutdown()) {
            repeated = executor.scheduleWithFixedDelay(
                    this::look, interval.toMillis(), interval.toMillis(), TimeUnit.MILLISECONDS);
        }
    }

    /** What the last check found, or empty. */
    Optional<String> problem() {
        return Optional.ofNullable(problem);
    }

    @Override
    public synchronized void close() {
        executor.shutdownNow();
    }

    private void look() {
        try {
            say(check.problem().orElse(null));
        } catch (InterruptedException closing) {
            Thread.currentThread().interrupt();
        } catch (KafkaException unanswered) {
            say(unanswered instanceof AuthenticationException ? NOT_AUTHENTICATED : UNREACHABLE);
        }
    }

    private void say(@Nullable String found) {
        if (found != null && !found.equals(problem)) {
            LOG.atError()
                    .addKeyValue(LogKeys.REGION, here)
                    .addKeyValue(LogKeys.REASON, found)
                    .log("the router's topics are not as they have to be");
        }
        problem = found;
    }
}
