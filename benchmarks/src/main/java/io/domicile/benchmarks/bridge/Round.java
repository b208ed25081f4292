package io.domicile.benchmarks.bridge;

import com.hivemq.client.mqtt.mqtt5.Mqtt5BlockingClient;
import com.hivemq.client.mqtt.mqtt5.Mqtt5Client;
import io.domicile.benchmarks.bridge.load.Fleet;
import io.domicile.benchmarks.bridge.load.Gate;
import io.domicile.benchmarks.bridge.measure.Outcome;
import io.domicile.benchmarks.bridge.measure.Span;
import io.domicile.benchmarks.bridge.measure.Stopwatch;
import io.domicile.benchmarks.bridge.measure.Tally;
import io.domicile.benchmarks.bridge.variant.Broker;
import io.domicile.benchmarks.bridge.variant.Destination;
import io.domicile.benchmarks.bridge.variant.RunningVariant;
import io.domicile.benchmarks.bridge.variant.Variant;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;

/**
 * One variant from its start to its end, the same for all:
 *
 * <ol>
 *   <li>its process starts and subscribes;
 *   <li>backlogs that are not measured warm it: with one, half of the time goes to the JVM's compilers;
 *   <li>a backlog that is: the gate before the MQTT broker shuts, the devices publish, the gate opens, and the time from
 *       the first message's arrival to the last one's is taken;
 *   <li>a fixed rate, for the latencies.
 * </ol>
 *
 * <p>A backlog, because the devices' own work is then over when the clock starts, and does not compete for the cores. A
 * gate, because a process can neither be stopped from taking messages in nor be measured cold: behind a shut gate it stays
 * up and connected with all it has compiled, and its session at the broker fills. It is not disconnected meanwhile,
 * because the peer would stand still: Camel's consumer subscribes again on the thread that takes messages in, and waits
 * there for an answer that comes behind them.
 */
final class Round {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final int WARM_UPS = 4;

    private final Broker broker;
    private final Fleet fleet;
    private final AtomicInteger runs;
    private final int messages;
    private final Duration steady;
    private int published;
    private int missing;
    private int duplicates;

    /** @param runs gives each load its number */
    Round(Broker broker, Fleet fleet, AtomicInteger runs, int messages, Duration steady) {
        this.broker = broker;
        this.fleet = fleet;
        this.runs = runs;
        this.messages = messages;
        this.steady = steady;
    }

    /** @param log receives the process's output */
    Outcome run(Variant variant, Path log) throws InterruptedException {
        try (Gate gate = new Gate(broker.host(), broker.port());
                RunningVariant running = variant.start(gate, log)) {
            awaitSubscribed(running);
            for (int warmUp = 0; warmUp < WARM_UPS; warmUp++) {
                backlog(gate, running);
            }
            Backlog measured = backlog(gate, running);
            Tally steadily = steadily(running.destination());
            return new Outcome(
                    measured.span,
                    steadily.latencies(),
                    running.process().status().peakResident(),
                    measured.publishedPerSecond,
                    published,
                    missing,
                    duplicates);
        } finally {
            endSession(variant.clientId());
        }
    }

    private void awaitSubscribed(RunningVariant running) {
        Destination destination = running.destination();
        destination.begin(runs.incrementAndGet());
        Awaitility.await("a first message to arrive")
                .pollInSameThread()
                .pollInterval(Duration.ofMillis(250))
                .atMost(PATIENCE)
                .until(() -> {
                    running.process().requireAlive();
                    fleet.burst(runs.get(), 1);
                    return destination.count() > 0;
                });
    }

    private Backlog backlog(Gate gate, RunningVariant running) throws InterruptedException {
        gate.shutWhenQuiet();
        int run = runs.incrementAndGet();
        Destination destination = running.destination();
        destination.begin(run);
        double publishedPerSecond = fleet.burst(run, messages);
        gate.open();
        Span span = new Stopwatch(destination::count, running.process().status()::cpu).await(messages);
        account(messages, destination.collect(messages, PATIENCE));
        return new Backlog(span, publishedPerSecond);
    }

    private Tally steadily(Destination destination) throws InterruptedException {
        int run = runs.incrementAndGet();
        int count = (int) steady.toSeconds() * BenchOptions.STEADY_PER_SECOND;
        destination.begin(run);
        ExecutorService reader = Executors.newSingleThreadExecutor();
        try {
            Future<Tally> arriving = reader.submit(() -> destination.collect(count, steady.plus(PATIENCE)));
            fleet.steady(run, count, BenchOptions.STEADY_PER_SECOND);
            Tally tally = arriving.get();
            account(count, tally);
            return tally;
        } catch (ExecutionException failed) {
            throw new IllegalStateException("what arrived could not be read", failed.getCause());
        } finally {
            reader.shutdownNow();
        }
    }

    private void account(int expected, Tally tally) {
        published += expected;
        missing += expected - tally.distinct();
        duplicates += tally.duplicates();
    }

    /** Takes the variant's session over and lets it go, so that nothing queues up for it any more. */
    private void endSession(String clientId) {
        Mqtt5BlockingClient successor = Mqtt5Client.builder()
                .identifier(clientId)
                .serverHost(broker.host())
                .serverPort(broker.port())
                .buildBlocking();
        successor.connectWith().cleanStart(true).sessionExpiryInterval(0).send();
        successor.disconnect();
    }

    private record Backlog(Span span, double publishedPerSecond) {}
}
