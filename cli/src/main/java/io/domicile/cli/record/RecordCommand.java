package io.domicile.cli.record;

import io.domicile.cli.Group;
import picocli.CommandLine.Command;

/** {@code domicile record}. */
@Command(
        name = "record",
        description = "Writes and reads records of the data classes as JSON.",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {RecordPutCommand.class, RecordTailCommand.class})
public final class RecordCommand extends Group {}
