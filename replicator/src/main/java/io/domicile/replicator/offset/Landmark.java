package io.domicile.replicator.offset;

import io.domicile.replicator.provenance.Origin;
import io.domicile.replicator.provenance.Provenance;

/** A committed record of a mirror, and where it comes from. */
public record Landmark(long target, Provenance provenance) {

    /**
     * Whether a group that stands at this offset of the source has this record behind it. What came from another topic,
     * an earlier one of the same name, is behind every offset of the present one.
     */
    boolean isBefore(long sourceOffset, Origin source) {
        return !provenance.origin().equals(source) || provenance.offset() < sourceOffset;
    }
}
