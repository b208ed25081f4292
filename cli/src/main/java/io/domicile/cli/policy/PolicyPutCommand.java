package io.domicile.cli.policy;

import io.domicile.cli.ExitStatus;
import io.domicile.kit.policy.PolicyDraft;
import io.domicile.kit.policy.PutTerms;
import io.domicile.residency.OrganizationId;
import io.domicile.residency.RegionId;
import io.domicile.residency.policy.OrganizationState;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code domicile policy put}. */
@Command(
        name = "put",
        description = "Makes this the whole policy of an organization; what is not given is off.",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        footer = {
            "",
            "Prints the policy that stands now, with its epoch. The same policy again changes nothing.",
            "The epoch is higher than any that this region's mirrors tell of. An organization that another",
            "region claims is put with --move only; 'domicile policy release' there comes first.",
            "While the topic is set back (restored or created again) set_back says so, and nobody decides by what",
            "is put before 'domicile policy adopt'.",
            "",
            "Example:",
            "  domicile policy put acme --home eu-west --standby eu-central --region eu-west \\",
            "      --bootstrap-server 127.0.0.1:19091 --registry-url http://127.0.0.1:18081/apis/ccompat/v7"
        })
final class PolicyPutCommand implements Callable<Integer> {

    @Parameters(paramLabel = "<organization>", description = "Opaque id: lower-case letters, digits and hyphens.")
    @SuppressWarnings("NullAway.Init")
    private String organization;

    @Option(names = "--home", required = true, paramLabel = "<region>", description = "Home region; must be --region.")
    @SuppressWarnings("NullAway.Init")
    private String home;

    @Option(
            names = "--standby",
            split = ",",
            paramLabel = "<region>",
            description = "A region that may hold copies of the replicated classes; repeat for each.")
    private List<String> standbys = List.of();

    @Option(names = "--strict", description = "Nothing leaves the home region, the replicated classes included.")
    private boolean strict;

    @Option(names = "--cross-jurisdiction-standby", description = "Permits standbys in another jurisdiction.")
    private boolean crossJurisdictionStandby;

    @Option(
            names = "--state",
            defaultValue = "active",
            paramLabel = "<state>",
            description = "active, suspended or removed (default: ${DEFAULT-VALUE}).")
    @SuppressWarnings("NullAway.Init")
    private OrganizationState state;

    @Option(names = "--move", description = "Takes the organization over from the region that claims it.")
    private boolean move;

    @Option(
            names = "--epoch-above",
            defaultValue = "0",
            paramLabel = "<epoch>",
            description = "Gives an epoch higher than this: for a move from a region of which there is no mirror here.")
    private long epochAbove;

    @Mixin
    private final PolicyOptions options = new PolicyOptions();

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    @Override
    public Integer call() {
        PolicyDraft draft = new PolicyDraft(
                new OrganizationId(organization),
                new RegionId(home),
                standbys.stream().map(RegionId::new).toList(),
                strict,
                crossJurisdictionStandby,
                state);
        ChangeReport.print(spec, options.writer().put(draft, new PutTerms(move, epochAbove)));
        return ExitStatus.SUCCESS;
    }
}
