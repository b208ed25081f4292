package io.domicile.benchmarks.replicator;

import io.domicile.benchmarks.harness.Measurement;
import io.domicile.benchmarks.harness.Order;
import io.domicile.benchmarks.harness.child.DomicileCommand;
import io.domicile.benchmarks.harness.child.PeerProject;
import io.domicile.benchmarks.harness.kafka.Region;
import io.domicile.benchmarks.harness.measure.Outcome;
import io.domicile.benchmarks.harness.report.Comparison;
import io.domicile.benchmarks.harness.report.Machine;
import io.domicile.benchmarks.harness.report.Report;
import io.domicile.benchmarks.harness.report.Role;
import io.domicile.benchmarks.harness.report.Wording;
import io.domicile.benchmarks.replicator.load.SourceLoad;
import io.domicile.benchmarks.replicator.translation.BehindGroups;
import io.domicile.benchmarks.replicator.translation.Translation;
import io.domicile.benchmarks.replicator.translation.TranslationTable;
import io.domicile.benchmarks.replicator.variant.MirrorMaker;
import io.domicile.benchmarks.replicator.variant.MirrorTrial;
import io.domicile.benchmarks.replicator.variant.MirrorVariant;
import io.domicile.benchmarks.replicator.variant.OurLink;
import io.domicile.benchmarks.replicator.variant.PlainLimit;
import io.domicile.kit.policy.PolicyDraft;
import io.domicile.residency.RegionId;
import io.domicile.residency.policy.OrganizationState;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/** Everything in one go: each case, each round, each variant, on the same two brokers. */
final class ReplicatorBench implements Measurement {

    private static final RegionId STANDBY = new RegionId("eu-central");
    private static final Wording WORDING = new Wording(
            "domicile bench replicator",
            "records",
            Map.of(
                    Role.LIMIT, "limit: plain copy, no transactions",
                    Role.OURS, "Domicile's link",
                    Role.PEER, "MirrorMaker 2",
                    Role.PEER_TUNED, "MirrorMaker 2, tuned",
                    Role.PEER_EXACTLY_ONCE, "MirrorMaker 2, exactly-once",
                    Role.PEER_EXACTLY_ONCE_TUNED, "MirrorMaker 2, exactly-once, tuned"));

    private final ReplicatorOptions options;
    private final String javaOptions;
    private final List<Translation> translations = new ArrayList<>();
    private int runs;
    private int trials;

    /** @param javaOptions further options of the link's JVM */
    ReplicatorBench(ReplicatorOptions options, String javaOptions) {
        this.options = options;
        this.javaOptions = javaOptions;
    }

    @Override
    public List<Comparison> run(Path home, Path work, Consumer<String> progress) throws InterruptedException {
        PeerProject peer = MirrorMaker.project(home);
        if (options.variants().stream().anyMatch(role -> role.compareTo(Role.PEER) >= 0)) {
            progress.accept("building the peer, where that is needed");
            peer.build(work.resolve("peer-build.log"));
        }
        progress.accept("starting two brokers and two schema registries for each case; logs in " + work);
        List<Comparison> comparisons = new ArrayList<>();
        for (ReplicatorOptions.Case conditions : options.cases()) {
            try (Region source =
                            Region.start(work, Region.ID, conditions.partitions(), Set.of(), Optional.of(policy()));
                    Region target = Region.start(work, STANDBY, conditions.partitions(), Set.of(), Optional.empty())) {
                comparisons.add(compare(
                        conditions,
                        source,
                        target,
                        variants(conditions, source, target, home, work, peer),
                        work,
                        progress));
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
                                "Kafka brokers %s, clients %s; one replica, acks=all, no compression; MirrorMaker 2 4.3.1 with %s and"
                                                .formatted(
                                                        Machine.version("kafka_2.13"),
                                                        Machine.version("kafka-clients"),
                                                        MirrorMaker.MEMORY)
                                        + " one task, or two for several partitions",
                                "Role definitions of one organization with a standby: tag, schema and policy of every record are"
                                        + " checked by (b), by nobody else"))
                + TranslationTable.of(translations, WORDING);
    }

    private static PolicyDraft policy() {
        return new PolicyDraft(
                SourceLoad.ORGANIZATION, Region.ID, List.of(STANDBY), false, false, OrganizationState.ACTIVE);
    }

    private Comparison compare(
            ReplicatorOptions.Case conditions,
            Region source,
            Region target,
            List<MirrorVariant> variants,
            Path work,
            Consumer<String> progress)
            throws InterruptedException {
        Map<Role, List<Outcome>> outcomes = new EnumMap<>(Role.class);
        int most = variants.stream()
                .mapToInt(variant -> options.rounds(variant.role()))
                .max()
                .orElse(0);
        try (SourceLoad load = new SourceLoad(source, conditions.partitions(), conditions.size())) {
            int backlog = ++runs;
            load.burst(backlog, conditions.records());
            boolean translates = conditions.partitions() == 1;
            if (translates) {
                BehindGroups.commit(source.bootstrapServers(), conditions.records());
            }
            for (int round = 1; round <= most; round++) {
                for (MirrorVariant variant : Order.rotated(variants, round - 1)) {
                    if (round > options.rounds(variant.role())) {
                        continue;
                    }
                    int number = ++trials;
                    MirrorTrial trial = new MirrorTrial(
                            number,
                            conditions.partitions(),
                            work.resolve("bench-%d-%s.log".formatted(number, variant.role())));
                    ReplicatorRound.Result result = new ReplicatorRound(
                                    target, load, backlog, ++runs, options.steadySeconds())
                            .run(variant, trial, conditions.records(), translates && round == 1);
                    outcomes.computeIfAbsent(variant.role(), any -> new ArrayList<>())
                            .add(result.outcome());
                    translations.addAll(result.translations());
                    progress.accept("%s, round %d of %d: %s"
                            .formatted(
                                    conditions.title(),
                                    round,
                                    options.rounds(variant.role()),
                                    Report.describe(WORDING, variant.role(), result.outcome())));
                }
            }
        }
        return new Comparison(conditions.title(), describe(conditions), outcomes);
    }

    private List<MirrorVariant> variants(
            ReplicatorOptions.Case conditions, Region source, Region target, Path home, Path work, PeerProject peer) {
        return conditions.variants().stream()
                .<MirrorVariant>map(role -> switch (role) {
                    case LIMIT -> new PlainLimit(source, target);
                    case OURS -> new OurLink(new DomicileCommand(home, work), source, target, javaOptions);
                    case PEER, PEER_TUNED, PEER_EXACTLY_ONCE, PEER_EXACTLY_ONCE_TUNED ->
                        new MirrorMaker(role, peer, source, target);
                })
                .toList();
    }

    private String describe(ReplicatorOptions.Case conditions) {
        return ("Rounds: five for (a), (b) and (f) and two for the others, unless told otherwise. Backlog: %,d records, of"
                        + " which three quarters warm and are not measured. Latencies at %,d records/s for %d s.")
                .formatted(conditions.records(), ReplicatorRound.STEADY_PER_SECOND, options.steadySeconds());
    }
}
