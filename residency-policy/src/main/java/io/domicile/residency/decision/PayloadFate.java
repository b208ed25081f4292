package io.domicile.residency.decision;

/** What becomes of a blocked record's payload. */
public enum PayloadFate {
    /** It is kept in this region's quarantine, which never leaves the region. */
    QUARANTINE,
    /** It is copied nowhere; an audit reference is all that is written. */
    REFERENCE_ONLY
}
