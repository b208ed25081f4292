package io.domicile.benchmarks.harness;

import io.domicile.benchmarks.harness.report.Comparison;
import io.domicile.benchmarks.harness.report.Role;
import io.domicile.cli.ExitStatus;
import io.domicile.testkit.io.ScratchDirectory;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The options of every measurement, and the way it is run and told. */
public final class RunOptions {

    @Spec(Spec.Target.MIXEE)
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    @Option(
            names = "--variant",
            paramLabel = "NAME",
            description = "What to measure: LIMIT, OURS, PEER, and of the replicator's peers PEER_TUNED,"
                    + " PEER_EXACTLY_ONCE, PEER_EXACTLY_ONCE_TUNED (default: all). May be repeated.")
    private List<Role> variants = List.of();

    @Option(names = "--rounds", paramLabel = "N", description = "Rounds (default: see below).")
    private @Nullable Integer rounds;

    @Option(names = "--quick", description = "Little load and one round: shows that it works, measures nothing.")
    private boolean quick;

    @Option(names = "--out", paramLabel = "FILE", description = "Write the report to a file, too.")
    private @Nullable Path out;

    @Option(names = "--keep-logs", description = "Keep the child processes' logs.")
    private boolean keepLogs;

    /**
     * @param possible what this measurement has
     * @throws ParameterException if it has not what was asked for
     */
    public List<Role> variants(List<Role> possible) {
        for (Role variant : variants) {
            if (!possible.contains(variant)) {
                throw new ParameterException(spec.commandLine(), "--variant: this measurement has no " + variant);
            }
        }
        return variants.isEmpty() ? List.copyOf(possible) : List.copyOf(variants);
    }

    /** @throws ParameterException if it is below 1 */
    public OptionalInt rounds() {
        return positive("--rounds", rounds);
    }

    public boolean isQuick() {
        return quick;
    }

    /** @throws ParameterException if the value is below 1 */
    public OptionalInt positive(String option, @Nullable Integer value) {
        if (value == null) {
            return OptionalInt.empty();
        }
        if (value < 1) {
            throw new ParameterException(spec.commandLine(), option + " must be 1 or more, found " + value);
        }
        return OptionalInt.of(value);
    }

    /** Runs the measurement and prints its report. Returns the exit status. */
    public int run(Measurement measurement) throws InterruptedException, IOException {
        PrintWriter progress = spec.commandLine().getErr();
        Path kept = keepLogs ? Files.createTempDirectory("domicile-bench-") : null;
        try (ScratchDirectory work = ScratchDirectory.at(kept, "domicile-bench-")) {
            Path home = home();
            List<Comparison> comparisons = measurement.run(home, work.path(), progress::println);
            String report = measurement.report(comparisons, home);
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

    private Path home() {
        String home = System.getProperty("domicile.home");
        if (home == null) {
            throw new IllegalStateException(
                    "run it as ./" + spec.qualifiedName() + ": the system property domicile.home is missing");
        }
        return Path.of(home);
    }
}
