package io.domicile.cli.service;

import io.domicile.cli.ExitStatus;
import io.domicile.cli.UsageException;
import io.domicile.cli.connection.RegionOptions;
import io.domicile.kit.config.Problems;
import io.domicile.replicator.LinkTools;
import io.domicile.replicator.ReplicatorConfig;
import io.domicile.replicator.ReplicatorConfigChecks;
import io.domicile.replicator.ledger.LedgerEntry;
import io.domicile.replicator.resume.LaneResume;
import io.domicile.replicator.resume.LedgerBefore;
import io.domicile.replicator.resume.ResumeFrom;
import io.domicile.replicator.resume.ResumeOutcome;
import io.domicile.replicator.resume.SourceTopic;
import java.io.PrintWriter;
import java.util.OptionalLong;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** {@code domicile replicator resume}. */
@Command(
        name = "resume",
        description = "Lets halted lanes of a link go on at a place you name.",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        footer = {
            "",
            "Works whether the link runs or not: it ends whatever the lane has open on the target, then puts",
            "the position, the source topic's present identity and the mirror's present end into the ledger.",
            "What is on the mirror up to that end is accepted as it is. A running link goes on within its",
            "survey interval. Records of compacted topics that are copied again take their earlier copies'",
            "place; forwarded records are then there twice. Keys that the source topic does not have are",
            "deleted from the mirror when the link compares it with its source.",
            "",
            "Example:",
            "  domicile replicator resume --config replicator.yaml --topic egress.user-credentials \\",
            "      --from source-start --dry-run"
        })
final class ReplicatorResumeCommand implements Callable<Integer> {

    @Option(
            names = "--topic",
            required = true,
            paramLabel = "<topic>",
            description = "The source topic, or its mirror.")
    @SuppressWarnings("NullAway.Init")
    private String topic;

    @Option(names = "--partition", paramLabel = "<n>", description = "Only this partition; all where it is not given.")
    private @Nullable Integer partition;

    @Option(
            names = "--from",
            required = true,
            paramLabel = "<place>",
            description = {
                "source-start: everything the source still has.",
                "source-end: only what is committed at the source from now on.",
                "<offset>: this source offset; needs --partition.",
                "ledger: where the lane stood."
            })
    @SuppressWarnings("NullAway.Init")
    private String from;

    @Option(names = "--dry-run", description = "Only says what it would do.")
    private boolean dryRun;

    @ParentCommand
    @SuppressWarnings("NullAway.Init") // set by picocli
    private ReplicatorCommand parent;

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    @Override
    public Integer call() {
        ResumeFrom place = ResumeFrom.parse(from)
                .orElseThrow(() -> new UsageException(
                        "--from: '" + from + "' is none of source-start, source-end, ledger, and no offset"));
        if (place instanceof ResumeFrom.Offset && partition == null) {
            throw new UsageException("--from: an offset is of one partition; say which by --partition");
        }
        try (LaneResume tool = LinkTools.resume(config(), topic)
                .orElseThrow(() -> new UsageException("--topic: the link does not mirror '" + topic + "'"))) {
            SourceTopic present = tool.look();
            int first = partition == null ? 0 : partition;
            int last = partition == null ? present.partitions() - 1 : partition;
            for (int each = first; each <= last; each++) {
                print(dryRun ? tool.plan(present, each, place) : tool.resume(present, each, place));
            }
        }
        return ExitStatus.SUCCESS;
    }

    private ReplicatorConfig config() {
        ReplicatorConfig config = parent.config();
        Problems problems = new Problems("the replicator's configuration");
        ReplicatorConfigChecks.check(config, RegionOptions.load(parent.catalogueFile()), problems);
        problems.throwIfAny();
        return config;
    }

    private void print(ResumeOutcome outcome) {
        PrintWriter out = spec.commandLine().getOut();
        LedgerEntry after = outcome.after();
        out.println((dryRun ? "would resume " : "resumed ") + "partition=" + outcome.partition() + " before="
                + before(outcome.before()) + " after=" + after.position().offset() + " skipped="
                + number(outcome.skipped()) + " repeated=" + number(outcome.repeated()) + " mirror-end="
                + after.resumption().orElseThrow().mirrorEnd());
        out.flush();
    }

    private static String before(LedgerBefore before) {
        if (before instanceof LedgerBefore.Entry found) {
            return Long.toString(found.entry().position().offset());
        }
        return before instanceof LedgerBefore.None ? "none" : "unreadable";
    }

    private static String number(OptionalLong count) {
        return count.isPresent() ? Long.toString(count.getAsLong()) : "unknown";
    }
}
