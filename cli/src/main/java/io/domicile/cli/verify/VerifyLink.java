package io.domicile.cli.verify;

import io.domicile.cli.ExitStatus;
import io.domicile.cli.connection.KafkaConnection;
import io.domicile.cli.verify.mirror.MirrorCheck;
import io.domicile.cli.verify.mirror.MirrorReport;
import io.domicile.kit.metrics.ProcessMeters;
import io.domicile.kit.service.ServiceContext;
import io.domicile.replicator.ConfiguredComparison;
import io.domicile.replicator.ReplicatorConfig;
import io.domicile.replicator.client.LinkClients;
import io.domicile.replicator.compare.LinkComparison;
import io.domicile.replicator.compare.PartitionReport;
import io.domicile.replicator.link.Link;
import io.domicile.replicator.reconcile.Findings;
import java.io.PrintWriter;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/** Checks every record of a link's mirrors, then compares the mirrors with their sources key by key. */
final class VerifyLink {

    /** Only for the clients' settings; nothing is copied. */
    private static final int POLL_RECORDS = 500;

    private static final Duration TRANSACTION = Duration.ofSeconds(30);

    private VerifyLink() {}

    /** Prints the report; returns the exit status. */
    static int run(LinkOptions options, PrintWriter out) throws InterruptedException {
        LinkOptions.Ends ends = options.ends();
        LinkEnds link = options.connect(ends);
        MirrorReport records = new MirrorCheck(ends.source(), link.source(), link.target()).run();
        records.topics()
                .forEach(topic -> out.println(topic.mirror() + ": " + topic.records() + " records, " + topic.agreed()
                        + " agree, " + topic.compacted() + " compacted at the source since, " + topic.problems()
                        + " findings"));
        records.findings().forEach(finding -> out.println("FINDING " + finding));
        List<PartitionReport> keys = compare(options, ends, link);
        keys.forEach(report -> out.println(line(report)));
        long problems = keys.stream().mapToLong(PartitionReport::problems).sum();
        out.println(records.problems() + " findings in records, " + problems + " in keys");
        return records.problems() + problems == 0 ? ExitStatus.SUCCESS : ExitStatus.FAILURE;
    }

    private static List<PartitionReport> compare(LinkOptions options, LinkOptions.Ends ends, LinkEnds link)
            throws InterruptedException {
        if (link.config().isPresent()) {
            ReplicatorConfig config = link.config().get();
            try (ProcessMeters meters = new ProcessMeters()) {
                ServiceContext context =
                        new ServiceContext(options.catalogue(), meters.registry(), InstantSource.system());
                return ConfiguredComparison.run(config, context, options.repairs(), KafkaConnection.PATIENCE);
            }
        }
        LinkClients clients = new LinkClients(
                new Link(ends.source(), ends.target(), 1),
                link.source().clients(),
                link.target().clients(),
                POLL_RECORDS,
                TRANSACTION);
        try (LinkComparison comparison = new LinkComparison(
                new Link(ends.source(), ends.target(), 1), clients, Optional.empty(), KafkaConnection.PATIENCE)) {
            return comparison.run(false);
        }
    }

    private static String line(PartitionReport report) {
        Findings found = report.findings();
        String mirror = report.mirror() + "-" + report.partition() + ": ledger at " + report.position() + ", ";
        if (!report.isCompared()) {
            return mirror + "not compared: the source ends before it, or does not fit it";
        }
        return mirror
                + found.sourceKeys() + " keys at the source, " + found.mirrorKeys() + " here, " + found.missing()
                + " missing tombstones (" + report.sent() + " sent), " + found.stale() + " stale, " + found.absent()
                + " absent, " + found.foreign() + " foreign, " + found.unexplained() + " unexplained";
    }
}
