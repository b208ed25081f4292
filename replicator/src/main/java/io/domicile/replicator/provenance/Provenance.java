package io.domicile.replicator.provenance;

/**
 * Where a record of a mirror comes from, and under which epoch of the link it was written.
 *
 * @param offset of a copy: where the record stands at its source; of an erasure: the source offset that the lane was to
 *     copy next
 */
public record Provenance(long linkEpoch, Origin origin, long offset, Kind kind) {

    /** Of a copy. */
    public Provenance(long linkEpoch, Origin origin, long offset) {
        this(linkEpoch, origin, offset, Kind.COPY);
    }

    /** The source offset to copy after this record. */
    public long next() {
        return kind == Kind.COPY ? offset + 1 : offset;
    }

    /** What a link writes to a mirror. */
    public enum Kind {
        /** A copy of a record of the source. */
        COPY,
        /** A tombstone of the link's own, for a key whose organization may have no copies here any more. */
        PURGE
    }
}
