package io.domicile.benchmarks.router;

import io.domicile.benchmarks.harness.RunOptions;
import io.domicile.benchmarks.harness.report.Role;
import io.domicile.benchmarks.router.variant.Profile;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code domicile bench router}. */
@Command(
        name = "router",
        description = "Measures the residency router beside a plain transactional loop and beside bare Kafka Streams,"
                + " in one go on the same broker.",
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "The machine should be idle. By default 5 rounds of 256 B at a commit interval of 50 ms, and 2 each of 256 B",
            "at 20 and 100 ms and of 1,024 B at 50 ms: about twelve minutes.",
            "Exit status: 0 if every record arrived with every variant, 1 otherwise, 2 usage."
        })
public final class BenchRouterCommand implements Callable<Integer> {

    @Mixin
    private final RunOptions run = new RunOptions();

    @Option(
            names = "--size",
            paramLabel = "BYTES",
            split = ",",
            description = "Bytes of a value (default: 256 and 1024). May be repeated.")
    private List<Integer> sizes = List.of(256, 1024);

    @Option(
            names = "--commit-interval",
            paramLabel = "MS",
            split = ",",
            description = "Commit interval in milliseconds (default: see below). May be repeated.")
    private List<Integer> commitMillis = List.of();

    @Option(
            names = "--records",
            paramLabel = "N",
            description = "Records in the backlog (default: 1200000 of 256 B, 500000 of 1,024 B).")
    private @Nullable Integer records;

    @Option(
            names = "--profile",
            description = "Profile every variant with the JDK's flight recorder and show where the time goes;"
                    + " the profiler then takes part in what is measured.")
    private boolean profile;

    @Override
    public Integer call() throws InterruptedException, IOException {
        sizes.forEach(size -> run.positive("--size", size));
        commitMillis.forEach(millis -> run.positive("--commit-interval", millis));
        RouterOptions options = new RouterOptions(
                run.variants(Role.THREE),
                sizes,
                commitMillis,
                run.rounds(),
                run.positive("--records", records),
                run.isQuick());
        return run.run(new RouterBench(options, profile ? Profile.ON : Profile.OFF));
    }
}
