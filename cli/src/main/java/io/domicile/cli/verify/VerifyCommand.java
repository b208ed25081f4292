package io.domicile.cli.verify;

import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code domicile verify}. */
@Command(
        name = "verify",
        description = "Checks what regions hold: that nothing leaked, that mirrors hold what they may.",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "[COMMAND]",
        subcommands = {VerifyLeaksCommand.class, VerifyMirrorCommand.class},
        footer = {"", "With --link: what 'domicile verify mirror --help' describes."})
public final class VerifyCommand implements Callable<Integer> {

    @ArgGroup(exclusive = false, multiplicity = "0..1")
    private @Nullable LinkOptions options;

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    @Override
    public Integer call() throws InterruptedException {
        if (options == null) {
            throw new ParameterException(spec.commandLine(), "a command is missing: leaks, mirror, or --link");
        }
        return VerifyLink.run(options, spec.commandLine().getOut());
    }
}
