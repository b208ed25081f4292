package io.domicile.cli.policy;

import io.domicile.cli.ExitStatus;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code domicile policy adopt}. */
@Command(
        name = "adopt",
        description = "Declares what the region's policy topic holds now to be right, whatever its manifest says.",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        footer = {
            "",
            "Closed gates open on the new manifest: its generation is higher than any that the region's services",
            "remember. Look at 'domicile policy list' before. --at-least is for what other regions remember, where",
            "their gates are closed for the mirror of this region.",
            "",
            "Example:",
            "  domicile policy adopt --region eu-west \\",
            "      --bootstrap-server 127.0.0.1:19091 --registry-url http://127.0.0.1:18081/apis/ccompat/v7"
        })
final class PolicyAdoptCommand implements Callable<Integer> {

    @Option(
            names = "--at-least",
            defaultValue = "0",
            paramLabel = "<generation>",
            description = "The lowest generation the new manifest may have.")
    private long atLeast;

    @Mixin
    private final PolicyOptions options = new PolicyOptions();

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    @Override
    public Integer call() {
        long generation = options.writer().adopt(atLeast);
        spec.commandLine().getOut().println("adopted as generation " + generation);
        return ExitStatus.SUCCESS;
    }
}
