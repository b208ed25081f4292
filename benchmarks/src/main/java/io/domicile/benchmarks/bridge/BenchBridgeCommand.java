package io.domicile.benchmarks.bridge;

import io.domicile.benchmarks.bridge.load.Payload;
import io.domicile.benchmarks.bridge.variant.Broker;
import io.domicile.benchmarks.harness.RunOptions;
import io.domicile.benchmarks.harness.report.Role;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code domicile bench bridge}. */
@Command(
        name = "bridge",
        description =
                "Measures the ingest bridge beside its limit and beside Apache Camel, in one go on the same brokers.",
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "Needs mosquitto for the broker of that name, and Maven to build the peer.",
            "The machine should be idle. By default 5 rounds with mosquitto and 2 with HiveMQ CE: about half an hour.",
            "Exit status: 0 if every message arrived with every variant, 1 otherwise, 2 usage."
        })
public final class BenchBridgeCommand implements Callable<Integer> {

    @Mixin
    private final RunOptions run = new RunOptions();

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
            names = "--messages",
            paramLabel = "N",
            description = "Messages in the backlog of a round (default: 50000 with mosquitto, 30000 with HiveMQ CE).")
    private @Nullable Integer messages;

    @Option(
            names = "--bridge-options",
            paramLabel = "OPTIONS",
            description =
                    "Further options of the bridge's JVM, such as a profiler's, which then takes part in what is measured.")
    private String bridgeOptions = "";

    @Override
    public Integer call() throws InterruptedException, IOException {
        return run.run(new BridgeBench(new BenchOptions(
                brokers,
                payloads,
                run.variants(Role.THREE),
                run.rounds(),
                run.positive("--messages", messages),
                run.isQuick(),
                bridgeOptions)));
    }
}
