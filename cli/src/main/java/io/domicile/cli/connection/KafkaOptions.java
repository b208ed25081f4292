package io.domicile.cli.connection;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Options of every command that talks to one Kafka cluster. */
public final class KafkaOptions {

    @Option(
            names = "--bootstrap-server",
            required = true,
            paramLabel = "<host:port>",
            description = "Brokers of the region, divided by commas. Or DOMICILE_BOOTSTRAP_SERVER.")
    @SuppressWarnings("NullAway.Init")
    private String bootstrapServer;

    @Option(
            names = "--command-config",
            paramLabel = "<file>",
            description =
                    "Properties file with settings of Kafka clients, such as security. Or DOMICILE_COMMAND_CONFIG.")
    private @Nullable Path commandConfig;

    public KafkaConnection connect() {
        return KafkaConnection.of(bootstrapServer, commandConfig);
    }
}
