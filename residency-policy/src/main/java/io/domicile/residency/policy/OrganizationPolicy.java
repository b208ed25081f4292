package io.domicile.residency.policy;

import io.domicile.residency.OrganizationId;
import io.domicile.residency.RegionId;
import io.domicile.residency.region.RegionCatalogue;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;

/**
 * Where one organization's data lives.
 *
 * @param home the one region that holds its regional data
 * @param standbys regions that may hold copies of its replicated classes; none while {@code strict}
 * @param strict nothing of the organization leaves its home, the replicated classes included
 * @param crossJurisdictionStandby whether a standby may lie outside the home's jurisdiction
 * @param epoch grows by at least one with every change of this policy; at least 1
 */
public record OrganizationPolicy(
        OrganizationId organization,
        RegionId home,
        List<RegionId> standbys,
        boolean strict,
        boolean crossJurisdictionStandby,
        OrganizationState state,
        long epoch) {

    public OrganizationPolicy {
        standbys = List.copyOf(standbys);
        if (epoch < 1) {
            throw new IllegalArgumentException("an organization's policy epoch starts at 1");
        }
    }

    /**
     * What is wrong with this policy under the given catalogue; empty when it is sound. A policy that is not sound
     * must be treated as unreadable. The texts name regions and fields, never the organization.
     */
    public List<String> problems(RegionCatalogue catalogue) {
        List<String> problems = new ArrayList<>();
        if (!catalogue.contains(home)) {
            problems.add("home: unknown region '" + home + "'");
        }
        for (RegionId standby : standbys) {
            if (!catalogue.contains(standby)) {
                problems.add("standbys: unknown region '" + standby + "'");
            } else if (standby.equals(home)) {
                problems.add("standbys: '" + standby + "' is the home region itself");
            } else if (!crossJurisdictionStandby && !catalogue.shareJurisdiction(home, standby)) {
                problems.add("standbys: '" + standby + "' lies outside the home's jurisdiction; that needs"
                        + " cross_jurisdiction_standby: true");
            }
        }
        if (new HashSet<>(standbys).size() != standbys.size()) {
            problems.add("standbys: a region is listed twice");
        }
        return List.copyOf(problems);
    }
}
