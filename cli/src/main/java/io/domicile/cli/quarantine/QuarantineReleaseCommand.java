package io.domicile.cli.quarantine;

import io.domicile.bridge.BridgeConfig;
import io.domicile.bridge.DeadLetters;
import io.domicile.cli.ExitStatus;
import io.domicile.cli.UsageException;
import io.domicile.cli.connection.KafkaConnection;
import io.domicile.cli.connection.PropertiesFile;
import io.domicile.kit.config.Configurations;
import io.domicile.kit.kafka.ToolClients;
import io.domicile.kit.quarantine.IngressRelease;
import io.domicile.kit.quarantine.QuarantineFilter;
import io.domicile.kit.quarantine.QuarantineRelease;
import io.domicile.kit.quarantine.ReleaseRule;
import io.domicile.kit.service.ServiceContext;
import io.domicile.residency.DataClass;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code domicile quarantine release}. */
@Command(
        name = "release",
        description = "Gives quarantined records back to the router, each exactly once.",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        footer = {
            "",
            "A record goes to the ingress topic of its class, key, value, headers, partition and time as they",
            "were, and is decided again under the policy of that moment; what is still blocked is in",
            "quarantine again, at a new position. Writing it and marking it are one transaction. Of two",
            "releases of a region the one that begins last ends the other. Status 1 where a selected record",
            "stays.",
            "",
            "Example:",
            "  domicile quarantine release --reason unknown-organization --region eu-west \\",
            "      --bootstrap-server 127.0.0.1:19091 --dry-run"
        })
final class QuarantineReleaseCommand implements Callable<Integer> {

    @Mixin
    private final FilterOptions filters = new FilterOptions();

    @Option(names = "--all", description = "All there are.")
    private boolean all;

    @Option(
            names = "--class",
            paramLabel = "<class>",
            description = "The class of records of which nobody knows it. Never overrides one that is known.")
    private @Nullable String dataClass;

    @Option(
            names = "--bridge-config",
            paramLabel = "<file>",
            description = "The bridge's configuration as YAML: needed for messages that a bridge blocked, which are"
                    + " admitted and mapped as that bridge would.")
    private @Nullable Path bridgeConfig;

    @Option(
            names = "--new-time",
            description = "Records become as old as their release: for those that the ingress topic would soon remove.")
    private boolean newTime;

    @Option(names = "--dry-run", description = "Says what would be done, writes nothing.")
    private boolean dryRun;

    @Mixin
    private final RegionTool tool = new RegionTool();

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    @Override
    public Integer call() throws InterruptedException {
        if (all != filters.isEmpty()) {
            throw new UsageException("which records? Either --all, or at least one of the other options that select");
        }
        QuarantineFilter filter = filters.filter();
        Optional<DataClass> otherwise = Optional.ofNullable(dataClass).map(QuarantineReleaseCommand::known);
        ToolClients clients = tool.clients();
        ReleaseRule ofRouter = new IngressRelease(clients, otherwise, newTime, InstantSource.system());
        ReleaseReport report =
                new ReleaseReport(spec.commandLine().getOut(), !filter.at().isEmpty());
        if (bridgeConfig == null) {
            run(ofRouter, clients, filter, report);
        } else {
            try (DeadLetters bridge = bridge(bridgeConfig)) {
                ReleaseRule ofBridge = bridge.release();
                ReleaseRule both =
                        (record, about) -> (about.isFromBridge() ? ofBridge : ofRouter).decide(record, about);
                run(both, clients, filter, report);
            }
        }
        return report.isAllDone() ? ExitStatus.SUCCESS : ExitStatus.FAILURE;
    }

    private void run(ReleaseRule rule, ToolClients clients, QuarantineFilter filter, ReleaseReport report) {
        QuarantineRelease release = new QuarantineRelease(tool.region(), clients, rule, InstantSource.system());
        try {
            if (dryRun) {
                release.rehearse(filter, report);
            } else {
                release.run(filter, report);
            }
        } finally {
            report.summary(dryRun);
        }
    }

    private DeadLetters bridge(Path file) {
        BridgeConfig config = Configurations.load(BridgeConfig.class, PropertiesFile.requireFile(file));
        if (!config.region().equals(tool.region().value())) {
            throw new UsageException("--bridge-config: '" + file + "' is of another region than --region");
        }
        ServiceContext context =
                new ServiceContext(tool.catalogue(), new SimpleMeterRegistry(), InstantSource.system());
        return new DeadLetters(config, context, KafkaConnection.PATIENCE);
    }

    private static DataClass known(String id) {
        return DataClass.find(id)
                .orElseThrow(() -> new UsageException("--class: there is no such class; there are "
                        + Arrays.stream(DataClass.values()).map(DataClass::id).collect(Collectors.joining(", "))));
    }
}
