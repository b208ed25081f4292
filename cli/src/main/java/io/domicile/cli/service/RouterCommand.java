package io.domicile.cli.service;

import io.domicile.router.RouterConfig;
import io.domicile.router.RouterService;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code domicile router}. */
@Command(
        name = "router",
        description = "Runs the residency router of a region: decides, tags and separates.",
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "Runs until SIGTERM or SIGINT. Status 1 where it failed, 2 where the configuration is wrong.",
            "",
            "Example:",
            "  domicile router --config router.yaml"
        })
public final class RouterCommand implements Callable<Integer> {

    @Mixin
    private final ServiceOptions options = new ServiceOptions();

    @Override
    public Integer call() {
        RouterConfig config = options.load(RouterConfig.class);
        return options.run("router " + config.region(), config, config.admin(), RouterService::new);
    }
}
