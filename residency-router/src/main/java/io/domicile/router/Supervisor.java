package io.domicile.router;

import io.domicile.kit.log.LogKeys;
import io.domicile.kit.policy.PolicyGate;
import io.domicile.residency.RegionId;
import io.domicile.router.schema.RegistryCheck;
import io.domicile.router.streams.StreamsClient;
import io.domicile.schemas.registry.SchemaRegistryException;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings Kafka Streams up once everything it needs is there, and lets it follow the gate.
 *
 * <pre>
 *   registry answers ─▶ topics fit ─▶ gate opens ─▶ Streams starts ─▶ running ◀─▶ paused
 * </pre>
 *
 * <p>It is paused while the gate is closed, and while the schema registry owes an answer: the question is asked again
 * until it is answered. For good where a topic that it reads was created again.
 *
 * <p>Each step is tried again every second until it succeeds. One thread of its own owns all of it; {@link
 * #waitingFor()} and {@link #condition()} are for any thread.
 */
final class Supervisor implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Supervisor.class);
    private static final Duration RETRY = Duration.ofSeconds(1);
    /** How often the topics are looked at again. */
    private static final Duration TOPICS = Duration.ofSeconds(10);

    private static final Duration STOP_TIMEOUT = Duration.ofSeconds(5);

    private final RegionId here;
    private final PolicyGate gate;
    private final TopicCheck topics;
    private final TopicWatch topicWatch;
    private final RegistryCheck schemas;
    private final Supplier<Encoders> encoders;
    private final Function<Encoders, StreamsClient> clients;
    private final Duration closeTimeout;
    private final ScheduledExecutorService executor;

    private @Nullable Encoders encoder;
    private boolean topicsAreThere;
    private boolean closed;
    private volatile @Nullable Future<?> steps;
    private volatile @Nullable StreamsClient streams;
    private volatile String waitingFor = "router not started";

    Supervisor(
            RegionId here,
            PolicyGate gate,
            TopicCheck topics,
            RegistryCheck schemas,
            Supplier<Encoders> encoders,
            Function<Encoders, StreamsClient> clients,
            Duration closeTimeout) {
        this.here = here;
        this.gate = gate;
        this.topics = topics;
        this.topicWatch = new TopicWatch(here, topics, TOPICS);
        this.schemas = schemas;
        this.encoders = encoders;
        this.clients = clients;
        this.closeTimeout = closeTimeout;
        this.executor = Executors.newSingleThreadScheduledExecutor(task -> {
            Thread thread = new Thread(task, "domicile-router-supervisor-" + here);
            thread.setDaemon(true);
            return thread;
        });
    }

    void start() {
        waitingFor = "router is starting";
        steps = executor.scheduleWithFixedDelay(this::step, 0, RETRY.toMillis(), TimeUnit.MILLISECONDS);
        gate.onChange(status -> stepSoon());
    }

    /** What Streams has not been started for yet. */
    String waitingFor() {
        return waitingFor;
    }

    /** How Streams is, or empty where it has not been started yet. */
    Optional<StreamsClient.Condition> condition() {
        StreamsClient client = streams;
        return client == null ? Optional.empty() : Optional.of(client.condition());
    }

    /** What is wrong with the topics while Streams runs, or empty. */
    Optional<String> topicProblem() {
        return topicWatch.problem();
    }

    /** How many stream threads live. */
    int liveThreads() {
        StreamsClient client = streams;
        return client == null ? 0 : client.liveThreads();
    }

    @Override
    public void close() {
        topicWatch.close();
        Future<?> scheduled = steps;
        if (scheduled != null) {
            scheduled.cancel(true);
        }
        executor.shutdownNow();
        try {
            if (!executor.awaitTermination(STOP_TIMEOUT.toMillis(), TimeUnit.MILLISECONDS)) {
                LOG.atWarn().addKeyValue(LogKeys.REGION, here).log("the router's supervisor did not stop in time");
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
        StreamsClient client = stopStarting();
        if (client != null && !client.close(closeTimeout)) {
            LOG.atWarn()
                    .addKeyValue(LogKeys.REGION, here)
                    .addKeyValue(LogKeys.DURATION_MS, closeTimeout.toMillis())
                    .log("Kafka Streams did not stop in time; its open transactions are given up");
        }
    }

    private void stepSoon() {
        try {
            executor.execute(this::step);
        } catch (RejectedExecutionException afterClose) {
            LOG.atDebug().addKeyValue(LogKeys.REGION, here).log("a change of the gate after the router was closed");
        }
    }

    private void step() {
        try {
            StreamsClient client = streams;
            if (client != null) {
                schemas.askAgain();
                topicWatch.start();
                client.follow(gate.status().isOpen() && schemas.answers() && !topics.sawAnotherArrival());
            } else if (isPrepared()) {
                startStreams();
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        } catch (SchemaRegistryException unregistered) {
            waitFor("schema registry: " + unregistered.kind());
        } catch (RuntimeException failed) {
            waitFor("start failed: " + failed.getClass().getSimpleName());
        }
    }

    private boolean isPrepared() throws InterruptedException {
        if (encoder == null) {
            encoder = encoders.get();
        }
        if (!topicsAreThere) {
            Optional<String> problem = topics.problem();
            problem.ifPresent(this::waitFor);
            topicsAreThere = problem.isEmpty();
        }
        if (topicsAreThere && !gate.status().isOpen()) {
            waitFor("policy gate has not opened yet");
        }
        return topicsAreThere && gate.status().isOpen();
    }

    private void startStreams() {
        StreamsClient client = clients.apply(Objects.requireNonNull(encoder));
        if (!adopt(client)) {
            client.close(closeTimeout);
            return;
        }
        client.start();
        LOG.atInfo().addKeyValue(LogKeys.REGION, here).log("the router routes");
    }

    /** Makes the client the one to close, unless closing has begun. */
    private synchronized boolean adopt(StreamsClient client) {
        if (closed) {
            return false;
        }
        streams = client;
        return true;
    }

    private synchronized @Nullable StreamsClient stopStarting() {
        closed = true;
        return streams;
    }

    private void waitFor(String reason) {
        if (!reason.equals(waitingFor)) {
            waitingFor = reason;
            LOG.atWarn()
                    .addKeyValue(LogKeys.REGION, here)
                    .addKeyValue(LogKeys.REASON, reason)
                    .log("the router waits before it routes");
        }
    }
}
