package io.domicile.cli.topic;

import io.domicile.cli.Group;
import picocli.CommandLine.Command;

/** {@code domicile topics}. */
@Command(
        name = "topics",
        description = "Creates and checks the topics of a region.",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {TopicsCreateCommand.class, TopicsDescribeCommand.class})
public final class TopicsCommand extends Group {}
