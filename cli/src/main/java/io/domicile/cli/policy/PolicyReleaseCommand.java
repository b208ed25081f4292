package io.domicile.cli.policy;

import io.domicile.cli.ExitStatus;
import io.domicile.residency.OrganizationId;
import io.domicile.residency.RegionId;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code domicile policy release}. */
@Command(
        name = "release",
        description = "Gives an organization up: the first step of its move to another home region.",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        footer = {
            "",
            "From now on every region that reads this region's policy denies the organization, until the new home",
            "has put its policy ('domicile policy put --home <region>' there). Its data is not moved.",
            "",
            "Example:",
            "  domicile policy release acme --to us-east --region eu-west \\",
            "      --bootstrap-server 127.0.0.1:19091 --registry-url http://127.0.0.1:18081/apis/ccompat/v7"
        })
final class PolicyReleaseCommand implements Callable<Integer> {

    @Parameters(paramLabel = "<organization>", description = "Opaque id of the organization.")
    @SuppressWarnings("NullAway.Init")
    private String organization;

    @Option(names = "--to", required = true, paramLabel = "<region>", description = "The new home region.")
    @SuppressWarnings("NullAway.Init")
    private String newHome;

    @Mixin
    private final PolicyOptions options = new PolicyOptions();

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    @Override
    public Integer call() {
        ChangeReport.print(spec, options.writer().release(new OrganizationId(organization), new RegionId(newHome)));
        return ExitStatus.SUCCESS;
    }
}
