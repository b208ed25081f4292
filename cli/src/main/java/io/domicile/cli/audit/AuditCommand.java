package io.domicile.cli.audit;

import io.domicile.cli.Group;
import picocli.CommandLine.Command;

/** {@code domicile audit}. */
@Command(
        name = "audit",
        description = "Seals the evidence of decisions, verifies it and shows it.",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {AuditSealCommand.class, AuditVerifyCommand.class, AuditTailCommand.class})
public final class AuditCommand extends Group {}
