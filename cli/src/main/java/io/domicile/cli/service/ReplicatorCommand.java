package io.domicile.cli.service;

import io.domicile.replicator.ReplicatorConfig;
import io.domicile.replicator.ReplicatorService;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code domicile replicator}. */
@Command(
        name = "replicator",
        description = "Runs one link in its target region: copies what policy allows.",
        mixinStandardHelpOptions = true,
        subcommands = ReplicatorResumeCommand.class,
        footer = {
            "",
            "Runs until SIGTERM or SIGINT. Status 1 where it failed, 2 where the configuration is wrong.",
            "",
            "Example:",
            "  domicile replicator --config replicator.yaml"
        })
public final class ReplicatorCommand implements Callable<Integer> {

    @Mixin
    private final ServiceOptions options = new ServiceOptions();

    /** The configuration of the link, for its subcommands too. */
    ReplicatorConfig config() {
        return options.load(ReplicatorConfig.class);
    }

    /** The region catalogue in place of the built-in one. */
    @Nullable
    Path catalogueFile() {
        return options.catalogueFile();
    }

    @Override
    public Integer call() {
        ReplicatorConfig config = config();
        return options.run(
                "link " + config.link().source() + "->" + config.link().target(),
                config,
                config.admin(),
                ReplicatorService::new);
    }
}
