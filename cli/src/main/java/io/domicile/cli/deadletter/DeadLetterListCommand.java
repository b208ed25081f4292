package io.domicile.cli.deadletter;

import io.domicile.bridge.DeadLetters;
import io.domicile.bridge.replay.DeadLetter;
import io.domicile.cli.ExitStatus;
import io.domicile.cli.UsageException;
import io.domicile.cli.connection.KafkaConnection;
import io.domicile.cli.text.TimeOption;
import java.io.PrintWriter;
import java.time.Instant;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Visibility;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code domicile dead-letter list}. */
@Command(
        name = "list",
        description = "Lists the messages that the bridge could not take, partition by partition, oldest first.",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        footer = {
            "",
            "A line holds partition:offset, time of receipt, state (waiting, replayed, reference-only), reason,",
            "class, how the payload was read, and its bytes. Reads nothing away.",
            "",
            "Example:",
            "  domicile dead-letter list --config bridge.yaml --reason malformed-json"
        })
final class DeadLetterListCommand implements Callable<Integer> {

    @Mixin
    private final BridgeOptions bridge = new BridgeOptions();

    @Option(
            names = "--from",
            converter = TimeOption.class,
            paramLabel = "<time>",
            description = "Received at this time or later, such as 2026-01-06T10:00:00Z.")
    private @Nullable Instant from;

    @Option(
            names = "--until",
            converter = TimeOption.class,
            paramLabel = "<time>",
            description = "Received before this time.")
    private @Nullable Instant until;

    @Option(names = "--reason", paramLabel = "<code>", description = "With this reason only.")
    private @Nullable String reason;

    @Option(
            names = "--limit",
            defaultValue = "9223372036854775807",
            showDefaultValue = Visibility.NEVER,
            paramLabel = "<n>",
            description = "Ends after so many.")
    private long limit;

    @Option(names = "--json", description = "Prints one JSON object a line.")
    private boolean json;

    @Option(names = "--show-topic", description = "Shows MQTT topics too, which name organizations and devices.")
    private boolean showTopic;

    @Option(names = "--show-payload", description = "Shows the first bytes of payloads too, escaped.")
    private boolean showPayload;

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    @Override
    public Integer call() {
        if (limit < 1) {
            throw new UsageException("--limit: " + limit + " is less than 1");
        }
        String wanted = reason == null ? null : BridgeOptions.knownReason(reason);
        DeadLetterText text = new DeadLetterText(showTopic, showPayload);
        PrintWriter out = spec.commandLine().getOut();
        AtomicLong printed = new AtomicLong();
        try (DeadLetters letters = bridge.open(KafkaConnection.PATIENCE)) {
            letters.listing().read(letter -> {
                if (isWanted(letter, wanted)) {
                    out.println(json ? text.json(letter) : text.line(letter));
                    printed.incrementAndGet();
                }
                return printed.get() < limit;
            });
        } finally {
            out.flush();
        }
        return ExitStatus.SUCCESS;
    }

    private boolean isWanted(DeadLetter letter, @Nullable String wanted) {
        return (wanted == null || wanted.equals(letter.reason()))
                && (from == null || !letter.receivedAt().isBefore(from))
                && (until == null || letter.receivedAt().isBefore(until));
    }
}
