package io.domicile.residency.decision;

/** How a record came to be in this region. Known by the topic it was read from, never by a header. */
public enum Arrival {
    /** Published in this region. */
    INGRESS,
    /** Forwarded by another region's router and carried here by a link. */
    FORWARDED
}
