package io.domicile.cli.policy;

import io.domicile.cli.ExitStatus;
import io.domicile.residency.OrganizationId;
import io.domicile.residency.policy.PolicyLookup;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code domicile policy get}. */
@Command(
        name = "get",
        description = "Prints the policy of one organization at home in the region.",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        footer = {
            "",
            "Example:",
            "  domicile policy get acme --region eu-west \\",
            "      --bootstrap-server 127.0.0.1:19091 --registry-url http://127.0.0.1:18081/apis/ccompat/v7"
        })
final class PolicyGetCommand implements Callable<Integer> {

    @Parameters(paramLabel = "<organization>", description = "Opaque id of the organization.")
    @SuppressWarnings("NullAway.Init")
    private String organization;

    @Mixin
    private final PolicyOptions options = new PolicyOptions();

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    @Override
    public Integer call() {
        PolicyLookup found = options.writer().get(new OrganizationId(organization));
        if (found instanceof PolicyLookup.Known known) {
            spec.commandLine().getOut().println(PolicyText.of(known.policy()));
            return ExitStatus.SUCCESS;
        }
        String problem = found instanceof PolicyLookup.Unknown
                ? "has no such organization"
                : "has an entry of this organization that cannot be read; the organization is denied";
        spec.commandLine()
                .getErr()
                .println(spec.qualifiedName() + ": the policy of '" + options.region() + "' " + problem);
        return ExitStatus.FAILURE;
    }
}
