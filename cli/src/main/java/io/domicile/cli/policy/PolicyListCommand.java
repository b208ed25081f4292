package io.domicile.cli.policy;

import io.domicile.cli.ExitStatus;
import io.domicile.kit.policy.PolicyListing;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code domicile policy list}. */
@Command(
        name = "list",
        description = "Prints the policy of every organization at home in the region, one line of JSON each.",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        footer = {
            "",
            "Status 1 where an entry cannot be read, or the topic does not match its manifest or was set back.",
            "",
            "Example:",
            "  domicile policy list --region eu-west \\",
            "      --bootstrap-server 127.0.0.1:19091 --registry-url http://127.0.0.1:18081/apis/ccompat/v7"
        })
final class PolicyListCommand implements Callable<Integer> {

    @Mixin
    private final PolicyOptions options = new PolicyOptions();

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    @Override
    public Integer call() {
        PolicyListing listing = options.writer().list();
        PrintWriter out = spec.commandLine().getOut();
        listing.policies().forEach(policy -> out.println(PolicyText.of(policy)));
        listing.unreadable().forEach(organization -> out.println(PolicyText.unreadable(organization)));
        boolean isInOrder = ChangeReport.isInOrder(spec, listing);
        return isInOrder && listing.unreadable().isEmpty() ? ExitStatus.SUCCESS : ExitStatus.FAILURE;
    }
}
