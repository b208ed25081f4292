package io.domicile.cli.user;

import io.domicile.cli.Group;
import picocli.CommandLine.Command;

/** {@code domicile users}. */
@Command(
        name = "users",
        description = "Gives Kafka users their passwords.",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "COMMAND",
        subcommands = UsersPutCommand.class)
public final class UsersCommand extends Group {}
