package io.domicile.cli.service;

import io.domicile.bridge.BridgeConfig;
import io.domicile.bridge.BridgeService;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code domicile bridge}. */
@Command(
        name = "bridge",
        description = "Runs the ingest bridge of a region: MQTT to Kafka.",
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "Runs until SIGTERM or SIGINT. Status 1 where it failed, 2 where the configuration is wrong.",
            "",
            "Example:",
            "  domicile bridge --config bridge.yaml"
        })
public final class BridgeCommand implements Callable<Integer> {

    @Mixin
    private final ServiceOptions options = new ServiceOptions();

    @Override
    public Integer call() {
        BridgeConfig config = options.load(BridgeConfig.class);
        return options.run("bridge " + config.region(), config, config.admin(), BridgeService::new);
    }
}
