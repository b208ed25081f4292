package io.domicile.benchmarks.bridge;

import io.domicile.benchmarks.bridge.load.Fleet;
import io.domicile.benchmarks.bridge.load.Payload;
import io.domicile.benchmarks.bridge.variant.Bridge;
import io.domicile.benchmarks.bridge.variant.Broker;
import io.domicile.benchmarks.bridge.variant.Camel;
import io.domicile.benchmarks.bridge.variant.Limit;
import io.domicile.benchmarks.bridge.variant.Variant;
import io.domicile.benchmarks.harness.Measurement;
import io.domicile.benchmarks.harness.child.DomicileCommand;
import io.domicile.benchmarks.harness.child.PeerProject;
import io.domicile.benchmarks.harness.kafka.Region;
import io.domicile.benchmarks.harness.report.Comparison;
import io.domicile.benchmarks.harness.report.Report;
import io.domicile.benchmarks.harness.report.Role;
import io.domicile.benchmarks.harness.report.Wording;
import io.domicile.residency.OrganizationId;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/** Everything in one go: each MQTT broker, each payload, each round, each variant, on the same Kafka broker. */
final class BridgeBench implements Measurement {

    /** Of each Kafka topic that is measured. */
    static final int PARTITIONS = 3;

    private static final Wording WORDING = new Wording(
            "domicile bench bridge",
            "messages",
            Map.of(
                    Role.LIMIT, "limit: HiveMQ client, no Kafka",
                    Role.OURS, "Domicile's bridge",
                    Role.PEER, "Apache Camel"));

    private final BenchOptions options;
    private final AtomicInteger runs = new AtomicInteger();

    BridgeBench(BenchOptions options) {
        this.options = options;
    }

    @Override
    public List<Comparison> run(Path home, Path work, Consumer<String> progress) throws InterruptedException {
        PeerProject camel = Camel.project(home);
        if (options.variants().contains(Role.PEER)) {
            progress.accept("building the peer, where that is needed");
            camel.build(work.resolve("peer-build.log"));
        }
        progress.accept("starting Kafka and the schema registry; logs in " + work);
        List<Comparison> comparisons = new ArrayList<>();
        try (Region region =
                Region.start(work, PARTITIONS, Set.of(Camel.TOPIC), new OrganizationId(Fleet.ORGANIZATION))) {
            List<Variant> variants = options.variants().stream()
                    .map(role -> switch (role) {
                        case LIMIT -> new Limit();
                        case OURS -> new Bridge(new DomicileCommand(home, work), region, options.bridgeOptions());
                        case PEER -> new Camel(camel, region);
                        default -> throw new IllegalArgumentException("the bridge is not measured beside " + role);
                    })
                    .toList();
            for (Broker.Kind kind : options.brokers()) {
                try (Broker broker = Broker.start(kind, work.resolve("mqtt-" + kind + ".log"))) {
                    for (Payload payload : options.payloads()) {
                        comparisons.add(new BridgeComparison(broker, kind, payload, options, runs)
                                .compare(variants, work, WORDING, progress));
                    }
                }
            }
        }
        return comparisons;
    }

    @Override
    public String report(List<Comparison> comparisons, Path home) {
        String peer =
                options.variants().contains(Role.PEER) ? Camel.project(home).classPath() : "";
        return Report.of(WORDING, comparisons, BridgeFacts.gather(peer));
    }
}
