package io.domicile.benchmarks.router;

import io.domicile.benchmarks.harness.Measurement;
import io.domicile.benchmarks.harness.Order;
import io.domicile.benchmarks.harness.child.DomicileCommand;
import io.domicile.benchmarks.harness.kafka.Region;
import io.domicile.benchmarks.harness.measure.Outcome;
import io.domicile.benchmarks.harness.report.Comparison;
import io.domicile.benchmarks.harness.report.Machine;
import io.domicile.benchmarks.harness.report.Report;
import io.domicile.benchmarks.harness.report.Role;
import io.domicile.benchmarks.harness.report.Wording;
import io.domicile.benchmarks.router.load.Inflow;
import io.domicile.benchmarks.router.load.Payloads;
import io.domicile.benchmarks.router.variant.JavaVariant;
import io.domicile.benchmarks.router.variant.Profile;
import io.domicile.benchmarks.router.variant.Router;
import io.domicile.benchmarks.router.variant.RouterVariant;
import io.domicile.benchmarks.router.variant.Trial;
import io.domicile.residency.DataClass;
import io.domicile.residency.OrganizationId;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/** Everything in one go: each size, each commit interval, each round, each variant, on the same broker. */
final class RouterBench implements Measurement {

    private static final int PARTITIONS = 4;
    private static final Wording WORDING = new Wording(
            "domicile bench router",
            "records",
            Map.of(
                    Role.LIMIT, "limit: plain transactional loop",
                    Role.OURS, "Domicile's router",
                    Role.PEER, "bare Kafka Streams"));

    private final RouterOptions options;
    private final Profile profile;
    private int runs;
    private int trials;

    RouterBench(RouterOptions options, Profile profile) {
        this.options = options;
        this.profile = profile;
    }

    @Override
    public List<Comparison> run(Path home, Path work, Consumer<String> progress) throws InterruptedException {
        progress.accept("starting Kafka and the schema registry; logs in " + work);
        List<Comparison> comparisons = new ArrayList<>();
        for (int size : options.sizes()) {
            // A broker of its own for each size, so that the backlog begins where the topic does
            try (Region region = Region.start(
                    work,
                    PARTITIONS,
                    Set.of(JavaVariant.LIMIT_OUTPUT, JavaVariant.PEER_OUTPUT),
                    new OrganizationId(Inflow.ORGANIZATION))) {
                comparisons.addAll(compare(size, region, variants(home, work, region), work, progress));
            }
        }
        return comparisons;
    }

    @Override
    public String report(List<Comparison> comparisons, Path home) {
        return Report.of(
                WORDING,
                comparisons,
                List.of(
                        Machine.describe(),
                        Machine.describeJava(),
                        "Kafka broker %s, clients %s, Streams %s; topics of %d partitions, one replica, acks=all, lz4, one thread each"
                                .formatted(
                                        Machine.version("kafka_2.13"),
                                        Machine.version("kafka-clients"),
                                        Machine.version("kafka-streams"),
                                        PARTITIONS),
                        "Telemetry of one organization at home: one copy of each record, no audit entry"));
    }

    private List<Comparison> compare(
            int size, Region region, List<RouterVariant> variants, Path work, Consumer<String> progress)
            throws InterruptedException {
        List<Comparison> comparisons = new ArrayList<>();
        Payloads payloads = new Payloads(size, region.schemaId(DataClass.TELEMETRY));
        try (Inflow inflow = new Inflow(region.bootstrapServers(), RouterVariant.INPUT, payloads)) {
            int backlog = ++runs;
            inflow.burst(backlog, options.records(size));
            for (RouterOptions.Case conditions : options.cases(size)) {
                Map<Role, List<Outcome>> outcomes = new EnumMap<>(Role.class);
                for (int number = 1; number <= conditions.rounds(); number++) {
                    for (RouterVariant variant : Order.rotated(variants, number - 1)) {
                        Trial trial = trial(conditions, variant, work);
                        Outcome outcome = new RouterRound(
                                        region.bootstrapServers(), inflow, backlog, ++runs, options.steadySeconds())
                                .run(variant, trial, conditions.records());
                        outcomes.computeIfAbsent(variant.role(), any -> new ArrayList<>())
                                .add(outcome);
                        progress.accept("%s, round %d of %d: %s"
                                .formatted(
                                        conditions.title(),
                                        number,
                                        conditions.rounds(),
                                        Report.describe(WORDING, variant.role(), outcome)));
                        profile.summary(trial).forEach(progress);
                    }
                }
                comparisons.add(new Comparison(conditions.title(), describe(conditions), outcomes));
            }
        }
        return comparisons;
    }

    private List<RouterVariant> variants(Path home, Path work, Region region) {
        return options.variants().stream()
                .map(role -> switch (role) {
                    case LIMIT -> JavaVariant.limit(region, profile);
                    case OURS -> new Router(new DomicileCommand(home, work), region, profile);
                    case PEER -> JavaVariant.peer(region, profile);
                    default -> throw new IllegalArgumentException("the router is not measured beside " + role);
                })
                .toList();
    }

    private Trial trial(RouterOptions.Case conditions, RouterVariant variant, Path work) {
        String name = "bench-%d-%s".formatted(++trials, variant.role());
        return new Trial(name, Duration.ofMillis(conditions.commitMillis()), work.resolve(name + ".log"));
    }

    private String describe(RouterOptions.Case conditions) {
        return ("Rounds: %d. Backlog: %,d records each, of which three quarters warm and are not measured. Latencies at"
                        + " %,d records/s for %d s.")
                .formatted(
                        conditions.rounds(),
                        conditions.records(),
                        RouterRound.STEADY_PER_SECOND,
                        options.steadySeconds());
    }
}
