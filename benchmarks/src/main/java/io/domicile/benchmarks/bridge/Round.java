package io.domicile.benchmarks.bridge;

import com.hivemq.client.mqtt.mqtt5.Mqtt5BlockingClient;
import com.hivemq.client.mqtt.mqtt5.Mqtt5Client;
import io.domicile.benchmarks.bridge.load.Fleet;
import io.domicile.benchmarks.bridge.load.Gate;
import io.domicile.benchmarks.bridge.variant.Broker;
import io.domicile.benchmarks.bridge.variant.RunningVariant;
import io.domicile.benchmarks.bridge.variant.Variant;
import io.domicile.benchmarks.harness.measure.Account;
import io.domicile.benchmarks.harness.measure.Destination;
import io.domicile.benchmarks.harness.measure.Outcome;
import io.domicile.benchmarks.harness.measure.Span;
import io.domicile.benchmarks.harness.measure.SteadyPhase;
import io.domicile.benchmarks.harness.measure.Stopwatch;
import io.domicile.benchmarks.harness.measure.Tally;
import java.nio.file.Path;
import java.time.Duration;
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
    private final Account account = new Account();
    private double publishedPerSecond;

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
            Span measured = backlog(gate, running);
            Tally steadily = steadily(running.destination());
            return account.outcome(
                    measured, steadily.latencies(), running.process().status().peakResident());
        } finally {
            endSession(variant.clientId());
        }
    }

    /** At what rate the devices filled the measured backlog. */
    double publishedPerSecond() {
        return publishedPerSecond;
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

    private Span backlog(Gate gate, RunningVariant running) throws InterruptedException {
        gate.shutWhenQuiet();
        int run = runs.incrementAndGet();
        Destination destination = running.destination();
        destination.begin(run);
        publishedPerSecond = fleet.burst(run, messages);
        gate.open();
        Span span = new Stopwatch(destination::count, running.process().status()::cpu).await(0, messages);
        account.add(messages, destination.collect(messages, PATIENCE));
        return span;
    }

    private Tally steadily(Destination destination) throws InterruptedException {
        int run = runs.incrementAndGet();
        int count = (int) steady.toSeconds() * BenchOptions.STEADY_PER_SECOND;
        Tally tally = SteadyPhase.run(
                destination,
                run,
                count,
                steady.plus(PATIENCE),
                () -> fleet.steady(run, count, BenchOptions.STEADY_PER_SECOND));
        account.add(count, tally);
        return tally;
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
}
