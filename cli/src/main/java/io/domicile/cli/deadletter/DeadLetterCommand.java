package io.domicile.cli.deadletter;

import io.domicile.cli.Group;
import picocli.CommandLine.Command;

/** {@code domicile dead-letter}. */
@Command(
        name = "dead-letter",
        description = "Lists the messages that the bridge could not take, and handles them again.",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {DeadLetterListCommand.class, DeadLetterReplayCommand.class})
public final class DeadLetterCommand extends Group {}
