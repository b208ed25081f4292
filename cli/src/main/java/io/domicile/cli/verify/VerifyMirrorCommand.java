package io.domicile.cli.verify;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code domicile verify mirror}: the same as {@code domicile verify --link}. */
@Command(
        name = "mirror",
        description = "Compares what a link wrote in its target region with the source; the same as verify --link.",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        footer = {
            "",
            "Every record on <source>.egress.<class> must carry one valid tag with the source as home",
            "and the topic's class, and must stand at the source, at the offset its provenance names,",
            "with the same key, time stamp and kind; no source offset twice. Records that the source has",
            "compacted away since are counted.",
            "",
            "Then every key is compared, as far as the link's ledger has come: missing tombstones (deleted",
            "at the source, with a value here), stale, absent and foreign values. Absent values, and values",
            "that differ only inside, are told with --config, because policy and schemas decide what crosses.",
            "--repair sends missing tombstones through the lane's transactional id; a link that runs is",
            "fenced there for some seconds and goes on by itself. No keys are printed.",
            "",
            "Status 1 where anything is left that should not be so.",
            "",
            "Example:",
            "  domicile verify mirror --link eu-west:eu-central --config replicator.yaml",
            "  domicile verify --link eu-west:eu-central \\",
            "      --source-bootstrap-server 127.0.0.1:19091 --target-bootstrap-server 127.0.0.1:19092"
        })
final class VerifyMirrorCommand implements Callable<Integer> {

    @Mixin
    private final LinkOptions options = new LinkOptions();

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    @Override
    public Integer call() throws InterruptedException {
        return VerifyLink.run(options, spec.commandLine().getOut());
    }
}
