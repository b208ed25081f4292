package io.domicile.cli.connection;

import io.domicile.cli.UsageException;
import io.domicile.replicator.link.Link;
import io.domicile.residency.RegionId;
import io.domicile.residency.region.RegionCatalogue;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Options of commands that look at both ends of a link. */
public final class LinkOptions {

    @Option(
            names = "--link",
            required = true,
            paramLabel = "<source>:<target>",
            description = "The link's regions, in the direction of the copies.")
    @SuppressWarnings("NullAway.Init")
    private String link;

    @Option(
            names = "--source-bootstrap-server",
            required = true,
            paramLabel = "<host:port>",
            description = "Brokers of the source region.")
    @SuppressWarnings("NullAway.Init")
    private String source;

    @Option(
            names = "--target-bootstrap-server",
            required = true,
            paramLabel = "<host:port>",
            description = "Brokers of the target region.")
    @SuppressWarnings("NullAway.Init")
    private String target;

    @Option(names = "--source-command-config", paramLabel = "<file>", description = "Kafka client settings, source.")
    private @Nullable Path sourceConfig;

    @Option(names = "--target-command-config", paramLabel = "<file>", description = "Kafka client settings, target.")
    private @Nullable Path targetConfig;

    @Option(
            names = "--catalogue",
            paramLabel = "<file>",
            description = "Region catalogue in place of the built-in one.")
    private @Nullable Path catalogueFile;

    /** The link, of its first epoch: names do not depend on it. */
    public Link link() {
        return parse(link, RegionOptions.load(catalogueFile));
    }

    /**
     * The link that {@code <source>:<target>} names, of its first epoch.
     *
     * @throws UsageException if it is not two regions of the catalogue
     */
    public static Link parse(String link, RegionCatalogue catalogue) {
        String[] ends = link.split(":", -1);
        if (ends.length != 2) {
            throw new UsageException("--link: '" + link + "' is not <source>:<target>");
        }
        RegionId from = catalogue.require(new RegionId(ends[0])).id();
        RegionId to = catalogue.require(new RegionId(ends[1])).id();
        if (from.equals(to)) {
            throw new UsageException("--link: source and target are both '" + from + "'");
        }
        return new Link(from, to, 1);
    }

    public KafkaConnection source() {
        return KafkaConnection.of(source, sourceConfig);
    }

    public KafkaConnection target() {
        return KafkaConnection.of(target, targetConfig);
    }
}
