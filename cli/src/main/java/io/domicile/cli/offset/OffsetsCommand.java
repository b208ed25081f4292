package io.domicile.cli.offset;

import io.domicile.cli.Group;
import picocli.CommandLine.Command;

/** {@code domicile offsets}. */
@Command(
        name = "offsets",
        description = "Shows where consumer groups of a link's source go on at its target.",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {OffsetsTranslateCommand.class})
public final class OffsetsCommand extends Group {}
