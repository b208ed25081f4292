package io.domicile.cli.policy;

import io.domicile.cli.ExitStatus;
import io.domicile.kit.barrier.Enforcement;
import io.domicile.kit.policy.PolicyChange;
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
            "Prints the policy that stands now. 'on' waits until every member of the barrier decides by it",
            "(enforced_at), and until no key of the organization has a value on a standby any more",
            "(tombstoned_at). Exit status 1 where that has not come in time; the change stands, waiting_for",
            "names who is missing, and the same command again goes on waiting. While the topic is set back",
            "(set_back) nothing is enforced, nor waited for: status 1, until 'domicile policy adopt' and again.",
            "'off' sends nothing that was held back meanwhile: see 'domicile republish'.",
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

    @Mixin
    private final EnforcementOptions enforcement = new EnforcementOptions();

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    @Override
    public Integer call() throws InterruptedException {
        OrganizationId id = new OrganizationId(organization);
        boolean isOn = position == Position.ON;
        PolicyChange change = options.writer().strict(id, isOn);
        boolean isWaiting = isOn && enforcement.isWanted();
        if (!isWaiting || change.isSetBack()) {
            ChangeReport.print(spec, change);
            return isWaiting ? ExitStatus.FAILURE : ExitStatus.SUCCESS;
        }
        Enforcement outcome = enforcement.await(change, options);
        spec.commandLine().getOut().println(PolicyText.of(change, outcome));
        return enforcement.isFulfilled(outcome) ? ExitStatus.SUCCESS : ExitStatus.FAILURE;
    }
}
