package io.domicile.residency.tag;

import io.domicile.residency.OrganizationId;
import io.domicile.residency.RegionId;
import io.domicile.residency.region.Jurisdiction;

/**
 * Evidence of a decision: who the record belongs to, where that is at home, and under which policy epoch it was
 * decided.
 *
 * @param dataClass the class id as decided; a reader checks it against the eleven classes itself
 */
public record ResidencyTag(
        RegionId home, Jurisdiction jurisdiction, OrganizationId organization, String dataClass, long epoch) {}
