package io.domicile.cli.policy;

import io.domicile.cli.ExitStatus;
import io.domicile.residency.OrganizationId;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code domicile policy strict}. */
@Command(
        name = "strict",
        description = "Switches strict residency of an organization on or off.",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        footer = {
            "",
            "Prints the policy that stands now. Services apply it as soon as they have read it;",
            "going back from strict sends nothing that was held back meanwhile.",
            "",
            "Example:",
            "  domicile policy strict on acme --region eu-west \\",
            "      --bootstrap-server 127.0.0.1:19091 --registry-url http://127.0.0.1:18081/apis/ccompat/v7"
        })
final class PolicyStrictCommand implements Callable<Integer> {

    /** The two positions of the switch. */
    private enum Position {
        ON,
        OFF
    }

    @Parameters(index = "0", paramLabel = "on|off", description = "on: nothing leaves the home region.")
    @SuppressWarnings("NullAway.Init")
    private Position position;

    @Parameters(index = "1", paramLabel = "<organization>", description = "Opaque id of the organization.")
    @SuppressWarnings("NullAway.Init")
    private String organization;

    @Mixin
    private final PolicyOptions options = new PolicyOptions();

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    @Override
    public Integer call() {
        OrganizationId id = new OrganizationId(organization);
        spec.commandLine().getOut().println(PolicyText.of(options.writer().strict(id, position == Position.ON)));
        return ExitStatus.SUCCESS;
    }
}
