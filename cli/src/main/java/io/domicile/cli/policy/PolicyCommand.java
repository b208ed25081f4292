package io.domicile.cli.policy;

import io.domicile.cli.Group;
import picocli.CommandLine.Command;

/** {@code domicile policy}. */
@Command(
        name = "policy",
        description = "Writes and reads the policy of the organizations at home in a region.",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {
            PolicyPutCommand.class,
            PolicyGetCommand.class,
            PolicyListCommand.class,
            PolicyStrictCommand.class,
            PolicyReleaseCommand.class,
            PolicyBootstrapCommand.class,
            PolicyAdoptCommand.class,
            PolicyMembersCommand.class,
            PolicyServeCommand.class
        })
public final class PolicyCommand extends Group {}
