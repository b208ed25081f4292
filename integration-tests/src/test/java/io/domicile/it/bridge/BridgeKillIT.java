package io.domicile.it.bridge;

import static org.assertj.core.api.Assertions.assertThat;

import io.domicile.it.process.ForkedService;
import io.domicile.testkit.mqtt.MqttBroker;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * A bridge in a process of its own that is killed under load as {@code kill -9} does, at moments that a seed chooses.
 *
 * <p>System properties: {@code domicile.kills}, how often with each broker; {@code domicile.seed}; {@code
 * domicile.rate.promised}, messages a second below which the proof does not count.
 */
@ExtendWith(SharedRegion.class)
class BridgeKillIT {

    private static final int KILLS = Integer.getInteger("domicile.kills", 1);
    private static final long SEED = Long.getLong("domicile.seed", 20_261_120);
    private static final int PROMISED_PER_SECOND = Integer.getInteger("domicile.rate.promised", 0);
    private static final int PER_SECOND = 5_500;
    private static final int CAUGHT_UP = 5_000;
    private static final int LONG_LIFE = 40_000;
    private static final Duration PATIENCE = Duration.ofSeconds(120);

    @TempDir
    private Path directory;

    @ParameterizedTest
    @EnumSource
    void aKilledBridgeLosesNothingAndKeepsTheOrderOfFirstOccurrences(BrokerKind kind, BridgeRegion region) {
        String devices = "kill-" + kind.id();
        long begin = System.nanoTime();
        try (MqttBroker broker = kind.start();
                ForkedService bridge = ForkedService.start(
                        "bridge", directory, adminPort -> region.bridgeYaml(broker.port(), adminPort));
                StoredNumbers stored = region.stored(devices);
                DeviceLoad load = new DeviceLoad(broker, devices)) {
            bridge.awaitReady(); // before it has subscribed, the broker would keep nothing for it
            load.start(PER_SECOND, stored::distinct, kind.mostQueued());
            await("load", () -> load.acknowledged() >= PER_SECOND);
            long firstKill = System.nanoTime();
            Random random = new Random(SEED);
            for (int kill = 1; kill <= KILLS; kill++) {
                awaitLifeOf(bridge, 1 + random.nextInt(PER_SECOND));
                if (random.nextBoolean()) { // else it dies while it is working off what came while it was away
                    awaitCaughtUp(bridge, load, stored);
                    awaitLifeOf(bridge, (int) storedBy(bridge) + random.nextInt(PER_SECOND));
                }
                bridge.kill();
                bridge.restart();
            }
            awaitLifeOf(bridge, 1);
            long lastKill = System.nanoTime();
            long behind = load.acknowledged() - stored.distinct();
            long loadEnd = System.nanoTime();
            load.stop();

            StoredNumbers.Findings found = stored.await(region.published(load));

            RateLog.Rates rates = load.rates().between(firstKill, lastKill);
            System.out.printf(
                    "bridge on %s: %d kills (seed %d) in %d s under %.0f msg/s (lowest second %.0f); published %d, lost %d,"
                            + " out of order %d, stored again %d; backlog at the end of load %d, drained in %.1f s; %.1f s in all%n",
                    kind.id(),
                    KILLS,
                    SEED,
                    TimeUnit.NANOSECONDS.toSeconds(lastKill - firstKill),
                    rates.mean(),
                    rates.lowest(),
                    found.published(),
                    found.lost(),
                    found.disordered(),
                    found.duplicates(),
                    behind,
                    secondsSince(loadEnd),
                    secondsSince(begin));
            assertThat(found.lost()).as("lost; " + bridge.output()).isZero();
            assertThat(found.disordered()).as("out of order").isZero();
            assertThat(rates.mean()).as("messages a second while killing").isGreaterThanOrEqualTo(PROMISED_PER_SECOND);
            assertThat(bridge.terminate()).isZero();
        }
    }

    /** Waits until the process has stored that many messages since it was started. */
    private static void awaitLifeOf(ForkedService bridge, int messages) {
        await("the bridge stores " + messages + " messages", () -> storedBy(bridge) >= messages);
        assertThat(bridge.isAlive()).as(bridge.output()).isTrue();
    }

    /** Or until it has tried for long. */
    private static void awaitCaughtUp(ForkedService bridge, DeviceLoad load, StoredNumbers stored) {
        await(
                "the bridge catches up",
                () -> load.acknowledged() - stored.distinct() < CAUGHT_UP || storedBy(bridge) >= LONG_LIFE);
    }

    private static double storedBy(ForkedService bridge) {
        try {
            return bridge.admin().metric("domicile_bridge_ended_total", "outcome=\"stored\"");
        } catch (UncheckedIOException notYet) {
            return 0;
        }
    }

    private static void await(String what, Callable<Boolean> condition) {
        Awaitility.await(what)
                .atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(20))
                .until(condition);
    }

    private static double secondsSince(long nanos) {
        return (System.nanoTime() - nanos) / 1e9;
    }
}
