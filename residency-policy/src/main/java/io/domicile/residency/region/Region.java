package io.domicile.residency.region;

import io.domicile.residency.RegionId;
import java.util.List;

/**
 * One entry of the region catalogue.
 *
 * @param location display text, such as {@code Ireland}; no rule reads it
 * @param dataCentre display text naming the provider's site; no rule reads it
 * @param certifications what the operator declares, in the operator's order
 */
public record Region(
        RegionId id,
        Jurisdiction jurisdiction,
        String location,
        String dataCentre,
        Endpoints endpoints,
        List<String> certifications) {

    public Region {
        certifications = List.copyOf(certifications);
    }

    /** The addresses a region publishes to devices and people, as URIs. */
    public record Endpoints(String api, String mqtt, String dashboard) {}
}
