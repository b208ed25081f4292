package io.domicile.benchmarks.replicator;

import io.domicile.benchmarks.harness.RunOptions;
import io.domicile.benchmarks.harness.report.Role;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code domicile bench replicator}. */
@Command(
        name = "replicator",
        description =
                "Measures a link beside plain copying and beside MirrorMaker 2, in one go on the same two brokers.",
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "The machine should be idle. By default 1,024 B with 1 and with 6 partitions, and 200 B with 6 for OURS and",
            "PEER_EXACTLY_ONCE_TUNED; 5 rounds of LIMIT, OURS and PEER_EXACTLY_ONCE_TUNED and 2 of the others: about an hour.",
            "Exit status: 0 if every record arrived with every variant, 1 otherwise, 2 usage."
        })
public final class BenchReplicatorCommand implements Callable<Integer> {

    @Mixin
    private final RunOptions run = new RunOptions();

    @Option(
            names = "--partitions",
            paramLabel = "N",
            split = ",",
            description = "Partitions of the mirrored topic (default: 1 and 6). May be repeated.")
    private List<Integer> partitions = List.of();

    @Option(
            names = "--size",
            paramLabel = "BYTES",
            split = ",",
            description = "Bytes of a value (default: see below). May be repeated.")
    private List<Integer> sizes = List.of();

    @Option(names = "--records", paramLabel = "N", description = "Records in the backlog (default: 1000000).")
    private @Nullable Integer records;

    @Option(
            names = "--replicator-options",
            paramLabel = "OPTIONS",
            description =
                    "Further options of the link's JVM, such as a profiler's, which then takes part in what is measured.")
    private String replicatorOptions = "";

    @Override
    public Integer call() throws InterruptedException, IOException {
        partitions.forEach(count -> run.positive("--partitions", count));
        sizes.forEach(size -> run.positive("--size", size));
        ReplicatorOptions options = new ReplicatorOptions(
                run.variants(List.of(Role.values())),
                partitions,
                sizes,
                run.rounds(),
                run.positive("--records", records),
                run.isQuick());
        return run.run(new ReplicatorBench(options, replicatorOptions));
    }
}
