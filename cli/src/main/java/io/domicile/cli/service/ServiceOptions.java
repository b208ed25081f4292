package io.domicile.cli.service;

import io.domicile.cli.connection.PropertiesFile;
import io.domicile.cli.connection.RegionOptions;
import io.domicile.kit.config.AdminConfig;
import io.domicile.kit.config.Configurations;
import io.domicile.kit.metrics.ProcessMeters;
import io.domicile.kit.service.NamedService;
import io.domicile.kit.service.Service;
import io.domicile.kit.service.ServiceContext;
import io.domicile.kit.service.ServiceProcess;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;

/** Options of every service. */
final class ServiceOptions {

    @Option(
            names = "--config",
            required = true,
            scope = ScopeType.INHERIT,
            paramLabel = "<file>",
            description = "The service's configuration as YAML. The environment overrides it.")
    @SuppressWarnings("NullAway.Init")
    private Path file;

    @Option(
            names = "--secrets",
            scope = ScopeType.INHERIT,
            paramLabel = "<folder>",
            description = {
                "Files named as environment variables, such as BRIDGE_AUDIT_HMAC_KEY, each with one value.",
                "They override the environment."
            })
    private @Nullable Path secretsFolder;

    @Option(
            names = "--catalogue",
            scope = ScopeType.INHERIT,
            paramLabel = "<file>",
            description = "Region catalogue to use in place of the built-in one. Or DOMICILE_CATALOGUE.")
    private @Nullable Path catalogueFile;

    /**
     * @throws io.domicile.cli.UsageException if the file or the folder of secrets is missing or cannot be read
     * @throws io.domicile.kit.config.ConfigurationException with every problem of the file
     */
    <T> T load(Class<T> type) {
        return Configurations.load(
                type, PropertiesFile.requireFile(file), SecretFiles.over(System.getenv(), secretsFolder));
    }

    @Nullable
    Path catalogueFile() {
        return catalogueFile;
    }

    /** Runs one service until SIGTERM; returns the exit status. */
    <T> int run(String name, T config, AdminConfig admin, BiFunction<T, ServiceContext, ? extends Service> service) {
        try (ProcessMeters meters = new ProcessMeters()) {
            ServiceContext context =
                    new ServiceContext(RegionOptions.load(catalogueFile), meters.registry(), InstantSource.system());
            NamedService named = new NamedService(name, service.apply(config, context));
            return ServiceProcess.run(List.of(named), admin, meters);
        }
    }
}
