package io.domicile.benchmarks;

import io.domicile.benchmarks.bridge.BenchBridgeCommand;
import io.domicile.benchmarks.replicator.BenchReplicatorCommand;
import io.domicile.benchmarks.replicator.weakness.BenchWeaknessesCommand;
import io.domicile.benchmarks.router.BenchRouterCommand;
import io.domicile.cli.Group;
import picocli.CommandLine.Command;

/** {@code domicile bench}. */
@Command(
        name = "bench",
        description = "Measures the services beside their limits and beside peers.",
        mixinStandardHelpOptions = true,
        subcommands = {
            BenchBridgeCommand.class,
            BenchRouterCommand.class,
            BenchReplicatorCommand.class,
            BenchWeaknessesCommand.class
        })
final class BenchCommand extends Group {}
