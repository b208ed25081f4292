package io.domicile.benchmarks.bridge;

import io.domicile.benchmarks.bridge.load.Payload;
import io.domicile.benchmarks.bridge.variant.Broker;
import io.domicile.benchmarks.harness.report.Role;
import java.time.Duration;
import java.util.List;
import java.util.OptionalInt;

/**
 * What is to be measured.
 *
 * @param rounds empty for each broker's default
 * @param messages in the backlog of a round; empty for each broker's default
 * @param quick few messages and one round, to see that everything works
 * @param bridgeOptions further options of the bridge's JVM
 */
record BenchOptions(
        List<Broker.Kind> brokers,
        List<Payload> payloads,
        List<Role> variants,
        OptionalInt rounds,
        OptionalInt messages,
        boolean quick,
        String bridgeOptions) {

    /** The rate of the second phase, of all devices together. */
    static final int STEADY_PER_SECOND = 2_000;

    BenchOptions {
        brokers = List.copyOf(brokers);
        payloads = List.copyOf(payloads);
        variants = List.copyOf(variants);
    }

    int rounds(Broker.Kind broker) {
        return rounds.orElse(
                quick
                        ? 1
                        : switch (broker) {
                            case MOSQUITTO -> 5;
                            case HIVEMQ -> 2;
                        });
    }

    int messages(Broker.Kind broker) {
        return messages.orElse(
                quick
                        ? 2_000
                        : switch (broker) {
                            case MOSQUITTO -> 50_000;
                            case HIVEMQ -> 30_000;
                        });
    }

    /** How long the second phase lasts. */
    Duration steady() {
        return quick ? Duration.ofSeconds(2) : Duration.ofSeconds(10);
    }
}
