package io.domicile.cli.policy;

import io.domicile.kit.policy.GateStatus;
import io.domicile.kit.policy.PolicyChange;
import io.domicile.kit.policy.PolicyListing;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;

/** Says what came of a command that writes policy, and where no gate opens on what was written. */
final class ChangeReport {

    private ChangeReport() {}

    static void print(CommandSpec spec, PolicyChange change) {
        spec.commandLine().getOut().println(PolicyText.of(change));
        if (change.isSetBack()) {
            warn(
                    spec,
                    "the policy topic was set back: no gate opens on it, and nobody decides by this policy, until"
                            + " 'domicile policy adopt'");
        }
    }

    /** Whether gates open on the topic; where they do not, says why. */
    static boolean isInOrder(CommandSpec spec, PolicyListing listing) {
        Optional<GateStatus.Reason> problem = listing.problem();
        problem.ifPresent(reason -> warn(spec, "no gate opens on this topic: " + reason.code()));
        return problem.isEmpty();
    }

    private static void warn(CommandSpec spec, String what) {
        spec.commandLine().getErr().println(spec.qualifiedName() + ": " + what);
    }
}
