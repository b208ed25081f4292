package io.domicile.replicator.provenance;

/** Where one copied record stands at its source, and under which epoch of the link it was copied. */
public record Provenance(long linkEpoch, Origin origin, long offset) {}
