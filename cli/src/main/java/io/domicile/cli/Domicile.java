package io.domicile.cli;

import io.domicile.cli.audit.AuditCommand;
import io.domicile.cli.connection.EnvironmentDefaults;
import io.domicile.cli.deadletter.DeadLetterCommand;
import io.domicile.cli.lag.LagCommand;
import io.domicile.cli.offset.OffsetsCommand;
import io.domicile.cli.policy.PolicyCommand;
import io.domicile.cli.quarantine.QuarantineCommand;
import io.domicile.cli.record.RecordCommand;
import io.domicile.cli.republish.RepublishCommand;
import io.domicile.cli.service.BridgeCommand;
import io.domicile.cli.service.ReplicatorCommand;
import io.domicile.cli.service.RouterCommand;
import io.domicile.cli.topic.TopicsCommand;
import io.domicile.cli.user.UsersCommand;
import io.domicile.cli.verify.VerifyCommand;
import java.util.Map;
import java.util.ServiceLoader;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The {@code domicile} command. */
@Command(
        name = "domicile",
        description = "Keeps every organization's data in its home region.",
        mixinStandardHelpOptions = true,
        version = "domicile 0.1.0-SNAPSHOT",
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {
            BridgeCommand.class,
            RouterCommand.class,
            ReplicatorCommand.class,
            LagCommand.class,
            TopicsCommand.class,
            UsersCommand.class,
            PolicyCommand.class,
            RecordCommand.class,
            DeadLetterCommand.class,
            RepublishCommand.class,
            QuarantineCommand.class,
            AuditCommand.class,
            OffsetsCommand.class,
            VerifyCommand.class
        },
        footer = {
            "",
            "'domicile demo' runs three regions in one process.",
            "Exit status: 0 success, 1 finding or failure, 2 usage.",
            "Options in capitals of the environment, such as DOMICILE_BOOTSTRAP_SERVER for",
            "--bootstrap-server, apply where the option is not given."
        })
public final class Domicile extends Group {

    /**
     * The command with all its subcommands, contributed ones included.
     *
     * @param environment where options that are not given are looked up
     */
    public static CommandLine commandLine(Map<String, String> environment) {
        CommandLine commandLine = new CommandLine(new Domicile());
        for (CommandContribution contribution : ServiceLoader.load(CommandContribution.class)) {
            commandLine.addSubcommand(contribution.name(), contribution.command());
        }
        return commandLine
                .setDefaultValueProvider(new EnvironmentDefaults(environment))
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setParameterExceptionHandler(Failures::usage)
                .setExecutionExceptionHandler(Failures::execution);
    }
}
