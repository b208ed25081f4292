package io.domicile.residency.decision;

import io.domicile.residency.DataClass;
import io.domicile.residency.OrganizationId;
import io.domicile.residency.RegionId;
import io.domicile.residency.oracle.RuleTable;
import io.domicile.residency.policy.OrganizationPolicy;
import io.domicile.residency.policy.OrganizationState;
import io.domicile.residency.policy.PolicyLookup;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** One case of the decision, what the code answers and what the design's table says. */
record DecisionCase(
        String lookup,
        RegionId here,
        RegionId home,
        boolean strict,
        OrganizationState state,
        Optional<DataClass> dataClass,
        Arrival arrival,
        Set<RegionId> routes) {

    static final List<String> LOOKUPS = List.of("known", "unknown", "unreadable", "stale");

    /** The page that states the rules: section 4 of the design; the row for a stale mirror is section 5's. */
    static final RuleTable TABLE =
            RuleTable.onPage(Path.of(System.getProperty("domicile.root", ".."), "docs", "router.md"), "lookup");

    private static final OrganizationId ORGANIZATION = new OrganizationId("acme");

    /** The scopes as the design lists them, written down a second time. */
    private static final Set<String> REPLICATED =
            Set.of("organization-settings", "user-credentials", "role-definitions", "api-key-metadata");

    String expected() {
        String outcome = TABLE.decide(Map.of(
                "lookup",
                lookup,
                "state",
                state.name().toLowerCase(Locale.ROOT),
                "class",
                dataClass
                        .map(known -> REPLICATED.contains(known.id()) ? "replicated" : "regional")
                        .orElse("unknown"),
                "home",
                home.equals(here) ? "here" : "elsewhere",
                "strict",
                strict ? "yes" : "no",
                "arrival",
                arrival.name().toLowerCase(Locale.ROOT),
                "route",
                routes.contains(home) ? "yes" : "no"));
        return switch (outcome) {
            case "HOME", "HOME+EGRESS" ->
                outcome + " " + dataClass.orElseThrow().id();
            case "FORWARD" -> outcome + " " + dataClass.orElseThrow().id() + " to " + home;
            default -> outcome;
        };
    }

    String actual() {
        Decision decision = new ResidencyDecision(here, new HashSet<>(routes)).decide(answer(), dataClass, arrival);
        if (decision instanceof Decision.Home kept) {
            return "HOME " + of(kept.policy(), kept.dataClass());
        }
        if (decision instanceof Decision.HomeAndEgress copied) {
            return "HOME+EGRESS " + of(copied.policy(), copied.dataClass());
        }
        if (decision instanceof Decision.Forward forward) {
            return "FORWARD " + of(forward.policy(), forward.dataClass()) + " to " + forward.home();
        }
        Decision.Block block = (Decision.Block) decision;
        return "BLOCK " + block.reason().code() + " " + block.fate();
    }

    PolicyLookup answer() {
        return switch (lookup) {
            case "known" -> new PolicyLookup.Known(policy());
            case "unknown" -> PolicyLookup.UNKNOWN;
            case "unreadable" -> PolicyLookup.UNREADABLE;
            case "stale" -> PolicyLookup.STALE;
            default -> throw new IllegalArgumentException(lookup);
        };
    }

    private OrganizationPolicy policy() {
        return new OrganizationPolicy(ORGANIZATION, home, List.of(), strict, false, state, 7);
    }

    /** Names the class, and fails where the decision carries another policy than the one it was taken under. */
    private String of(OrganizationPolicy carried, DataClass named) {
        return carried.equals(policy()) ? named.id() : "under another policy";
    }
}
