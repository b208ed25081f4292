package io.domicile.cli.topic;

import io.domicile.cli.UsageException;
import io.domicile.kit.acl.AclPlan;
import io.domicile.kit.acl.AclTerms;
import io.domicile.kit.kafka.KafkaNames;
import io.domicile.residency.RegionId;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.common.acl.AclBinding;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Options that say whether a region has ACLs, and for which principals. */
final class AclOptions {

    @Option(
            names = "--with-acls",
            description = {
                "The ACLs of every role too. The brokers need an authorizer that denies by default.",
                "Roles: bridge, router, link-to-<region>, link-from-<region>, policy, platform,",
                "sealer, auditor, operator, consumer, standby."
            })
    private boolean wanted;

    @Option(
            names = "--principal",
            paramLabel = "<role>=<name>",
            description = "The name of a role's principal User:<name>, where it is not the role; repeat for each.")
    private Map<String, String> principals = new LinkedHashMap<>();

    @Option(
            names = "--group-prefix",
            paramLabel = "<prefix>",
            description = {
                "What consumers' groups begin with; repeat for each (default: " + AclTerms.GROUP_PREFIX + ").",
                "Links keep these groups current at standbys."
            })
    private Set<String> groupPrefixes = new LinkedHashSet<>();

    @Option(
            names = "--router-application",
            paramLabel = "<id>",
            description = "The router's application id, where it is not domicile-router-<region>.")
    private @Nullable String routerApplication;

    /** The ACLs that are wanted, or empty where none are. */
    Optional<Set<AclBinding>> plan(RegionId here, Set<RegionId> others) {
        if (!wanted) {
            if (!principals.isEmpty() || !groupPrefixes.isEmpty() || routerApplication != null) {
                throw new UsageException("--principal, --group-prefix and --router-application need --with-acls");
            }
            return Optional.empty();
        }
        AclPlan plan = AclPlan.of(terms(here, others));
        principals.forEach((role, name) -> {
            if (!plan.roles().contains(role)) {
                throw new UsageException(
                        "--principal: '" + role + "' is no role here; roles are " + String.join(", ", plan.roles()));
            }
            if (name.isBlank() || name.equals("*")) {
                throw new UsageException("--principal: '" + role + "' needs a name of its own");
            }
        });
        return Optional.of(plan.bindings(principals));
    }

    private AclTerms terms(RegionId here, Set<RegionId> others) {
        try {
            return new AclTerms(
                    here,
                    others,
                    routerApplication == null ? KafkaNames.routerApplication(here) : routerApplication,
                    groupPrefixes.isEmpty() ? Set.of(AclTerms.GROUP_PREFIX) : groupPrefixes);
        } catch (IllegalArgumentException unfit) {
            throw new UsageException("--group-prefix: " + unfit.getMessage());
        }
    }
}
