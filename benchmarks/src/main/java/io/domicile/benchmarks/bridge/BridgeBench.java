package io.domicile.benchmarks.bridge;

import io.domicile.benchmarks.bridge.load.Fleet;
import io.domicile.benchmarks.bridge.load.Payload;
import io.domicile.benchmarks.bridge.measure.Outcome;
import io.domicile.benchmarks.bridge.report.Comparison;
import io.domicile.benchmarks.bridge.variant.Bridge;
import io.domicile.benchmarks.bridge.variant.Broker;
import io.domicile.benchmarks.bridge.variant.Camel;
import io.domicile.benchmarks.bridge.variant.CamelBuild;
import io.domicile.benchmarks.bridge.variant.Limit;
import io.domicile.benchmarks.bridge.variant.Region;
import io.domicile.benchmarks.bridge.variant.Variant;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/** Everything in one go: each MQTT broker, each payload, each round, each variant, on the same Kafka broker. */
final class BridgeBench {

    private final BenchOptions options;
    private final Path home;
    private final Path work;
    private final Consumer<String> progress;
    private final AtomicInteger runs = new AtomicInteger();

    /**
     * @param home the folder of the {@code domicile} command
     * @param work where logs and configurations go
     * @param progress told what is going on, line by line
     */
    BridgeBench(BenchOptions options, Path home, Path work, Consumer<String> progress) {
        this.options = options;
        this.home = home;
        this.work = work;
        this.progress = progress;
    }

    List<Comparison> run() throws InterruptedException {
        CamelBuild camel = new CamelBuild(home);
        if (options.variants().contains(Variant.Kind.PEER)) {
            progress.accept("building the peer, where that is needed");
            camel.run(work.resolve("peer-build.log"));
        }
        progress.accept("starting Kafka and the schema registry; logs in " + work);
        List<Comparison> comparisons = new ArrayList<>();
        try (Region region = Region.start(work)) {
            List<Variant> variants = variants(region, camel);
            for (Broker.Kind kind : options.brokers()) {
                try (Broker broker = Broker.start(kind, work.resolve("mqtt-" + kind + ".log"))) {
                    for (Payload payload : options.payloads()) {
                        comparisons.add(compare(broker, kind, payload, variants));
                    }
                }
            }
        }
        return comparisons;
    }

    private Comparison compare(Broker broker, Broker.Kind kind, Payload payload, List<Variant> variants)
            throws InterruptedException {
        int rounds = options.rounds(kind);
        int messages = options.messages(kind);
        Map<Variant.Kind, List<Outcome>> outcomes = new EnumMap<>(Variant.Kind.class);
        try (Fleet fleet = Fleet.connect(broker.host(), broker.port(), payload)) {
            for (int round = 0; round < rounds; round++) {
                for (Variant variant : rotated(variants, round)) {
                    Path log = work.resolve("%s-%s-%s-%d.log".formatted(variant.kind(), kind, payload, round + 1));
                    Outcome outcome = new Round(broker, fleet, runs, messages, options.steady()).run(variant, log);
                    outcomes.computeIfAbsent(variant.kind(), any -> new ArrayList<>())
                            .add(outcome);
                    progress.accept("%s, %s, round %d of %d: %s"
                            .formatted(kind.title(), payload.title(), round + 1, rounds, describe(variant, outcome)));
                }
            }
        }
        return new Comparison(kind, payload, rounds, messages, outcomes);
    }

    private List<Variant> variants(Region region, CamelBuild camel) {
        return options.variants().stream()
                .map(kind -> switch (kind) {
                    case LIMIT -> new Limit();
                    case OURS -> new Bridge(home, work, region, options.bridgeOptions());
                    case PEER -> new Camel(camel, region);
                })
                .toList();
    }

    /** Who begins changes from round to round, so that none always comes first or after the same one. */
    private static List<Variant> rotated(List<Variant> variants, int by) {
        List<Variant> rotated = new ArrayList<>(variants);
        Collections.rotate(rotated, -by);
        return rotated;
    }

    private static String describe(Variant variant, Outcome outcome) {
        return "%s %,.0f messages/s, %.1f us CPU each, p99 %.1f ms, %d missing, %d duplicates (devices filled at %,.0f/s)"
                .formatted(
                        variant.kind().title(),
                        outcome.backlog().messagesPerSecond(),
                        outcome.backlog().cpuMicrosPerMessage(),
                        outcome.latencies().percentile(0.99) / 1e6,
                        outcome.missing(),
                        outcome.duplicates(),
                        outcome.publishedPerSecond());
    }
}
