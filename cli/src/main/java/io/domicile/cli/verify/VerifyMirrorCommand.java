package io.domicile.cli.verify;

import io.domicile.cli.ExitStatus;
import io.domicile.cli.UsageException;
import io.domicile.cli.connection.KafkaConnection;
import io.domicile.cli.connection.RegionOptions;
import io.domicile.cli.verify.mirror.MirrorCheck;
import io.domicile.cli.verify.mirror.MirrorReport;
import io.domicile.residency.RegionId;
import io.domicile.residency.region.RegionCatalogue;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code domicile verify mirror}. */
@Command(
        name = "mirror",
        description = "Compares what a link wrote in its target region with the source.",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        footer = {
            "",
            "Every record on <source>.egress.<class> must carry one valid tag with the source as home",
            "and the topic's class, and must stand at the source, at the offset its provenance names,",
            "with the same key, time stamp and kind; no source offset twice. Records that the source has",
            "compacted away since are counted. What is missing from the mirror is not looked for: see the",
            "link's lag. Holds an index of one source partition in memory.",
            "",
            "Example:",
            "  domicile verify mirror --link eu-west:eu-central \\",
            "      --source-bootstrap-server 127.0.0.1:19091 --target-bootstrap-server 127.0.0.1:19092"
        })
final class VerifyMirrorCommand implements Callable<Integer> {

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

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    @Override
    public Integer call() throws InterruptedException {
        String[] ends = link.split(":", -1);
        if (ends.length != 2) {
            throw new UsageException("--link: '" + link + "' is not <source>:<target>");
        }
        RegionCatalogue catalogue = RegionOptions.load(catalogueFile);
        RegionId from = catalogue.require(new RegionId(ends[0])).id();
        RegionId to = catalogue.require(new RegionId(ends[1])).id();
        if (from.equals(to)) {
            throw new UsageException("--link: source and target are both '" + from + "'");
        }
        MirrorReport report = new MirrorCheck(
                        from, KafkaConnection.of(source, sourceConfig), KafkaConnection.of(target, targetConfig))
                .run();
        PrintWriter out = spec.commandLine().getOut();
        report.topics()
                .forEach(topic -> out.println(topic.mirror() + ": " + topic.records() + " records, " + topic.agreed()
                        + " agree, " + topic.compacted() + " compacted at the source since, " + topic.problems()
                        + " findings"));
        report.findings().forEach(finding -> out.println("FINDING " + finding));
        out.println(report.problems() + " findings");
        return report.problems() == 0 ? ExitStatus.SUCCESS : ExitStatus.FAILURE;
    }
}
