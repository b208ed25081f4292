package io.domicile.cli.policy;

import io.domicile.cli.ExitStatus;
import io.domicile.kit.policy.PolicyWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code domicile policy bootstrap}. */
@Command(
        name = "bootstrap",
        description = "Writes the first manifest of a region that has no organization yet, so that its gates open.",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        footer = {
            "",
            "Status 1 where no gate opens on what the topic then holds: see 'domicile policy list'.",
            "",
            "Example:",
            "  domicile policy bootstrap --region eu-central \\",
            "      --bootstrap-server 127.0.0.1:19092 --registry-url http://127.0.0.1:18082/apis/ccompat/v7"
        })
final class PolicyBootstrapCommand implements Callable<Integer> {

    @Mixin
    private final PolicyOptions options = new PolicyOptions();

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    @Override
    public Integer call() {
        PolicyWriter writer = options.writer();
        boolean written = writer.bootstrap();
        spec.commandLine()
                .getOut()
                .println(written ? "the first manifest is written" : "the topic is not empty; nothing was written");
        return ChangeReport.isInOrder(spec, writer.list()) ? ExitStatus.SUCCESS : ExitStatus.FAILURE;
    }
}
