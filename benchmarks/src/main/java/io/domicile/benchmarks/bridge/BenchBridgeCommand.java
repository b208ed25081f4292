package io.domicile.benchmarks.bridge;

import io.domicile.benchmarks.bridge.load.Payload;
import io.domicile.benchmarks.bridge.report.Comparison;
import io.domicile.benchmarks.bridge.report.Facts;
import io.domicile.benchmarks.bridge.report.Report;
import io.domicile.benchmarks.bridge.variant.Broker;
import io.domicile.benchmarks.bridge.variant.CamelBuild;
import io.domicile.benchmarks.bridge.variant.Variant;
import io.domicile.cli.ExitStatus;
import io.domicile.testkit.io.ScratchDirectory;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code domicile bench bridge}. */
@Command(
        name = "bridge",
        description =
                "Measures the ingest bridge beside its limit and beside Apache Camel, in one go on the same brokers.",
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "Needs mosquitto for the broker of that name, and Maven to build the peer.",
            "The machine should be idle. All default rounds take about half an hour.",
            "Exit status: 0 if every message arrived with every variant, 1 otherwise, 2 usage."
        })
public final class BenchBridgeCommand implements Callable<Integer> {

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    @Option(
            names = "--broker",
            paramLabel = "NAME",
            description = "MQTT broker: ${COMPLETION-CANDIDATES} (default: both). May be repeated.")
    private List<Broker.Kind> brokers = List.of(Broker.Kind.values());

    @Option(
            names = "--payload",
            paramLabel = "NAME",
            description = "Payload: ${COMPLETION-CANDIDATES} (default: both). May be repeated.")
    private List<Payload> payloads = List.of(Payload.values());

    @Option(
            names = "--variant",
            paramLabel = "NAME",
            description = "What to measure: ${COMPLETION-CANDIDATES} (default: all). May be repeated.")
    private List<Variant.Kind> variants = List.of(Variant.Kind.values());

    @Option(
            names = "--rounds",
            paramLabel = "N",
            description = "Rounds for each payload (default: 5 with mosquitto, 2 with HiveMQ CE).")
    private @Nullable Integer rounds;

    @Option(
            names = "--messages",
            paramLabel = "N",
            description = "Messages in the backlog of a round (default: 100000 with mosquitto, 30000 with HiveMQ CE).")
    private @Nullable Integer messages;

    @Option(names = "--quick", description = "Few messages and one round: shows that it works, measures nothing.")
    private boolean quick;

    @Option(names = "--out", paramLabel = "FILE", description = "Write the report to a file, too.")
    private @Nullable Path out;

    @Option(
            names = "--bridge-options",
            paramLabel = "OPTIONS",
            description =
                    "Further options of the bridge's JVM, such as a profiler's, which then takes part in what is measured.")
    private String bridgeOptions = "";

    @Option(names = "--keep-logs", description = "Keep the child processes' logs.")
    private boolean keepLogs;

    @Override
    public Integer call() throws InterruptedException, IOException {
        BenchOptions options = options();
        PrintWriter progress = spec.commandLine().getErr();
        Path home = home();
        Path kept = keepLogs ? Files.createTempDirectory("domicile-bench-") : null;
        try (ScratchDirectory work = ScratchDirectory.at(kept, "domicile-bench-")) {
            List<Comparison> comparisons = new BridgeBench(options, home, work.path(), progress::println).run();
            String report = Report.of(comparisons, Facts.gather(peerClassPath(options, home)));
            spec.commandLine().getOut().print(report);
            spec.commandLine().getOut().flush();
            if (out != null) {
                Files.writeString(out, report);
            }
            return comparisons.stream().allMatch(Comparison::isComplete) ? ExitStatus.SUCCESS : ExitStatus.FAILURE;
        } catch (IllegalStateException failed) {
            progress.println(spec.qualifiedName() + ": " + failed.getMessage());
            return ExitStatus.FAILURE;
        }
    }

    private BenchOptions options() {
        return new BenchOptions(
                brokers,
                payloads,
                variants,
                positive("--rounds", rounds),
                positive("--messages", messages),
                quick,
                bridgeOptions);
    }

    private OptionalInt positive(String option, @Nullable Integer value) {
        if (value == null) {
            return OptionalInt.empty();
        }
        if (value < 1) {
            throw new ParameterException(spec.commandLine(), option + " must be 1 or more, found " + value);
        }
        return OptionalInt.of(value);
    }

    private static Path home() {
        String home = System.getProperty("domicile.home");
        if (home == null) {
            throw new IllegalStateException(
                    "run it as ./domicile bench bridge: the system property domicile.home is missing");
        }
        return Path.of(home);
    }

    private static String peerClassPath(BenchOptions options, Path home) {
        return options.variants().contains(Variant.Kind.PEER) ? new CamelBuild(home).classPath() : "";
    }
}
