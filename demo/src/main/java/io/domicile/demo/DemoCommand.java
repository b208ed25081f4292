package io.domicile.demo;

import io.domicile.cli.ExitStatus;
import io.domicile.demo.console.Console;
import io.domicile.demo.console.Terminal;
import io.domicile.demo.ports.PortPlan;
import io.domicile.demo.ports.PortsTakenException;
import io.domicile.demo.scenario.Stop;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code domicile demo}. */
@Command(
        name = "demo",
        description =
                "Runs three regions in one process on 127.0.0.1, with real brokers, and proves what crosses and what"
                        + " does not.",
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "Ports: Kafka 19091..19093 (controllers 19191..19193), MQTT 18831..18833,",
            "schema registries 18081..18083, status and metrics 8080.",
            "With --base-port N: status N, Kafka N+1..3 (controllers N+11..13),",
            "MQTT N+21..23, registries N+31..33.",
            "Exit status: 0 if every line of the verdict holds, 1 otherwise, 2 usage."
        })
final class DemoCommand implements Callable<Integer> {

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    @Option(
            names = "--for",
            paramLabel = "DURATION",
            defaultValue = "20s",
            converter = LoadDuration.class,
            description = "How long devices publish, such as 30s or 2m (default: ${DEFAULT-VALUE}).")
    private Duration load = Duration.ofSeconds(20);

    @Option(
            names = "--keep-running",
            description = "Stay up after the verdict, for clients of your own, until Ctrl-C or SIGTERM.")
    private boolean keepRunning;

    @Option(names = "--base-port", paramLabel = "N", description = "Move all ports; see below.")
    private @Nullable Integer basePort;

    @Option(
            names = "--keep-data",
            description = "Keep the brokers' files and the log; they are kept after a failure too.")
    private boolean keepData;

    @Override
    public Integer call() throws InterruptedException, IOException {
        DemoOptions options = new DemoOptions(load, keepRunning, keepData, ports());
        Instant begin =
                Instant.ofEpochMilli(ManagementFactory.getRuntimeMXBean().getStartTime());
        CommandLine commandLine = spec.commandLine();
        Console console = new Console(commandLine.getOut(), Terminal.isThere());
        try {
            options.ports().requireFree();
            boolean holds = new Demo(options, console, Stop.ofSignals(), InstantSource.system(), begin).run();
            return holds ? ExitStatus.SUCCESS : ExitStatus.FAILURE;
        } catch (PortsTakenException | IllegalStateException failed) {
            commandLine.getErr().println(spec.qualifiedName() + ": " + failed.getMessage());
            return ExitStatus.FAILURE;
        }
    }

    private PortPlan ports() {
        try {
            return basePort == null ? PortPlan.documented() : PortPlan.from(basePort);
        } catch (IllegalArgumentException outOfRange) {
            throw new ParameterException(spec.commandLine(), "--base-port: " + outOfRange.getMessage(), outOfRange);
        }
    }
}
