package io.domicile.cli.verify;

import io.domicile.cli.UsageException;
import io.domicile.cli.connection.PropertiesFile;
import io.domicile.cli.connection.RegionOptions;
import io.domicile.replicator.link.Link;
import io.domicile.residency.RegionId;
import io.domicile.residency.region.RegionCatalogue;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which link is verified, and how its ends are reached. */
final class LinkOptions {

    @Option(
            names = "--link",
            required = true,
            paramLabel = "<source>:<target>",
            description = "The link's regions, in the direction of the copies.")
    @SuppressWarnings("NullAway.Init")
    private String link;

    @Option(
            names = "--config",
            paramLabel = "<file>",
            description = "The link's configuration (replicator.yaml): both ends, registries and policy.")
    private @Nullable Path config;

    @Option(
            names = "--source-bootstrap-server",
            paramLabel = "<host:port>",
            description = "Brokers of the source region; without --config.")
    private @Nullable String source;

    @Option(
            names = "--target-bootstrap-server",
            paramLabel = "<host:port>",
            description = "Brokers of the target region; without --config.")
    private @Nullable String target;

    @Option(names = "--source-command-config", paramLabel = "<file>", description = "Kafka client settings, source.")
    private @Nullable Path sourceConfig;

    @Option(names = "--target-command-config", paramLabel = "<file>", description = "Kafka client settings, target.")
    private @Nullable Path targetConfig;

    @Option(
            names = "--repair",
            description = "Send tombstones that are missing, as the link itself would. Needs --config.")
    private boolean repairs;

    @Option(
            names = "--catalogue",
            paramLabel = "<file>",
            description = "Region catalogue in place of the built-in one.")
    private @Nullable Path catalogueFile;

    /** The ends of the link. */
    record Ends(RegionId source, RegionId target) {}

    /** @throws UsageException if it is not two regions of the catalogue */
    Ends ends() {
        Link parsed = io.domicile.cli.connection.LinkOptions.parse(link, catalogue());
        return new Ends(parsed.source(), parsed.target());
    }

    RegionCatalogue catalogue() {
        return RegionOptions.load(catalogueFile);
    }

    boolean repairs() {
        return repairs;
    }

    /** @throws UsageException if the options do not go together */
    LinkEnds connect(Ends ends) {
        if (config != null) {
            if (source != null || target != null || sourceConfig != null || targetConfig != null) {
                throw new UsageException("--config says how both ends are reached: leave the other options out");
            }
            return LinkEnds.configured(PropertiesFile.requireFile(config), ends, catalogue());
        }
        if (source == null || target == null) {
            throw new UsageException("either --config or both bootstrap servers are needed");
        }
        if (repairs) {
            throw new UsageException("--repair needs --config: what may be deleted is the policy's to say");
        }
        return LinkEnds.addressed(source, sourceConfig, target, targetConfig);
    }
}
