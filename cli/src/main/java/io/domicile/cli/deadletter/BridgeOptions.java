package io.domicile.cli.deadletter;

import io.domicile.bridge.BridgeConfig;
import io.domicile.bridge.DeadLetters;
import io.domicile.cli.UsageException;
import io.domicile.cli.connection.PropertiesFile;
import io.domicile.cli.connection.RegionOptions;
import io.domicile.kit.config.Configurations;
import io.domicile.kit.service.ServiceContext;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Whose dead letters a command is about: those of the bridge with this configuration. */
final class BridgeOptions {

    @Option(
            names = "--config",
            required = true,
            paramLabel = "<file>",
            description = "The bridge's configuration as YAML. The environment overrides it.")
    @SuppressWarnings("NullAway.Init")
    private Path file;

    @Option(
            names = "--catalogue",
            paramLabel = "<file>",
            description = "Region catalogue to use in place of the built-in one. Or DOMICILE_CATALOGUE.")
    private @Nullable Path catalogueFile;

    /** @param patience how long brokers may take to answer, and the policy's gate to open */
    DeadLetters open(Duration patience) {
        BridgeConfig config = Configurations.load(BridgeConfig.class, PropertiesFile.requireFile(file));
        ServiceContext context = new ServiceContext(
                RegionOptions.load(catalogueFile), new SimpleMeterRegistry(), InstantSource.system());
        return new DeadLetters(config, context, patience);
    }

    /** @throws UsageException if no dead letter can have this reason */
    static String knownReason(String reason) {
        Set<String> reasons = DeadLetters.reasons();
        if (!reasons.contains(reason)) {
            throw new UsageException("--reason: '" + reason + "' is none of " + String.join(", ", reasons));
        }
        return reason;
    }
}
