package io.domicile.benchmarks.replicator.weakness;

import io.domicile.benchmarks.harness.child.PeerProject;
import io.domicile.benchmarks.harness.kafka.Region;
import io.domicile.benchmarks.harness.report.Role;
import io.domicile.benchmarks.replicator.variant.MirrorMaker;
import io.domicile.cli.ExitStatus;
import io.domicile.residency.RegionId;
import io.domicile.testkit.io.ScratchDirectory;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code domicile bench weaknesses}. */
@Command(
        name = "weaknesses",
        description =
                "Shows what MirrorMaker 2 does where a link of ours halts: retention that outruns it, a topic that is"
                        + " created again, a kill.",
        mixinStandardHelpOptions = true,
        footer = {"", "A few minutes. Exit status: 0 if every scenario was run, 1 otherwise, 2 usage."})
public final class BenchWeaknessesCommand implements Callable<Integer> {

    @Option(
            names = "--scenario",
            paramLabel = "NAME",
            description = "What to run: ${COMPLETION-CANDIDATES} (default: all). May be repeated.")
    private List<Scenario> scenarios = List.of(Scenario.values());

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    @Override
    public Integer call() throws InterruptedException, IOException {
        PrintWriter out = spec.commandLine().getOut();
        PrintWriter progress = spec.commandLine().getErr();
        PeerProject peer = MirrorMaker.project(Path.of(System.getProperty("domicile.home", ".")));
        try (ScratchDirectory scratch = ScratchDirectory.at(null, "domicile-bench-")) {
            Path work = scratch.path();
            progress.println("building the peer, where that is needed, and starting two brokers; logs in " + work);
            peer.build(work.resolve("peer-build.log"));
            try (Region source = Region.start(work, Region.ID, 1, Set.of(), Optional.empty());
                    Region target = Region.start(work, new RegionId("eu-central"), 1, Set.of(), Optional.empty())) {
                WeaknessRun run =
                        new WeaknessRun(new MirrorMaker(Role.PEER, peer, source, target), source, target, work);
                out.println("MirrorMaker 2 4.3.1, at least once, defaults:\n");
                out.println(Observation.HEADER);
                for (Scenario scenario : scenarios) {
                    out.println(run.run(scenario).row());
                    out.flush();
                }
            }
            return ExitStatus.SUCCESS;
        } catch (IllegalStateException failed) {
            progress.println(spec.qualifiedName() + ": " + failed.getMessage());
            return ExitStatus.FAILURE;
        }
    }
}
