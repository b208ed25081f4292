package io.domicile.cli.deadletter;

import io.domicile.bridge.DeadLetters;
import io.domicile.bridge.payload.PayloadKind;
import io.domicile.bridge.replay.DeadLetterReplay;
import io.domicile.bridge.replay.ReplaySelection;
import io.domicile.cli.ExitStatus;
import io.domicile.cli.connection.KafkaConnection;
import java.io.PrintWriter;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code domicile dead-letter replay}. */
@Command(
        name = "replay",
        description = "Handles dead letters again, as the bridge would now, each exactly once.",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        footer = {
            "",
            "What a message becomes, and the mark that it was replayed, are one transaction. Where policy",
            "has changed it is quarantined, or refused and audited. A message that still cannot be taken",
            "remains a dead letter. Of two replays of a region the one that begins last ends the other.",
            "Status 1 where a selected dead letter remains.",
            "",
            "Example:",
            "  domicile dead-letter replay --config bridge.yaml --reason malformed-json \\",
            "      --content-type opaque --dry-run"
        })
final class DeadLetterReplayCommand implements Callable<Integer> {

    @Mixin
    private final BridgeOptions bridge = new BridgeOptions();

    @ArgGroup(exclusive = true, multiplicity = "1")
    @SuppressWarnings("NullAway.Init") // set by picocli
    private SelectionOptions selected;

    @Option(
            names = "--content-type",
            paramLabel = "<kind>",
            description = "Reads payloads as json, framed-avro or opaque, whatever their publishers declared.")
    private @Nullable PayloadKind contentType;

    @Option(names = "--dry-run", description = "Says what would be done, writes nothing.")
    private boolean dryRun;

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    @Override
    public Integer call() throws InterruptedException {
        ReplaySelection selection = selected.selection();
        PrintWriter out = spec.commandLine().getOut();
        ReplayReport report = new ReplayReport(out, selection instanceof ReplaySelection.At);
        try (DeadLetters letters = bridge.open(KafkaConnection.PATIENCE)) {
            DeadLetterReplay replay = letters.replay();
            try {
                run(replay, selection, report);
            } finally {
                report.summary(dryRun);
            }
        }
        return report.isAllDone() ? ExitStatus.SUCCESS : ExitStatus.FAILURE;
    }

    private void run(DeadLetterReplay replay, ReplaySelection selection, ReplayReport report)
            throws InterruptedException {
        if (dryRun) {
            replay.rehearse(selection, Optional.ofNullable(contentType), report);
        } else {
            replay.run(selection, Optional.ofNullable(contentType), report);
        }
    }
}
