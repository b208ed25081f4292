package io.domicile.cli.verify;

import io.domicile.cli.Group;
import picocli.CommandLine.Command;

/** {@code domicile verify}. */
@Command(
        name = "verify",
        description = "Checks what regions hold: that nothing leaked, that mirrors hold what they may.",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {VerifyLeaksCommand.class, VerifyMirrorCommand.class})
public final class VerifyCommand extends Group {}
