package io.domicile.cli.quarantine;

import io.domicile.cli.Group;
import picocli.CommandLine.Command;

/** {@code domicile quarantine}. */
@Command(
        name = "quarantine",
        description = "Lists the records that policy blocks, gives them back to the router, and removes old ones.",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {QuarantineListCommand.class, QuarantineReleaseCommand.class, QuarantinePurgeCommand.class})
public final class QuarantineCommand extends Group {}
