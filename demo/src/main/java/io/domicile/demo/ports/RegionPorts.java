package io.domicile.demo.ports;

/**
 * The ports of one region.
 *
 * @param controller of the Kafka broker's own quorum; no client needs it
 */
public record RegionPorts(int kafka, int controller, int mqtt, int registry) {}
