package io.domicile.kit.service;

import io.domicile.residency.region.RegionCatalogue;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.InstantSource;

/**
 * What the process gives each of its services. One per process: the demo runs many services on one.
 *
 * @param meters every meter carries the label {@code region} itself, so that services of several regions can share it
 */
public record ServiceContext(RegionCatalogue catalogue, MeterRegistry meters, InstantSource clock) {}
