package io.domicile.residency;

/** How far the records of a data class may travel. */
public enum Scope {
    /** Stays in the home region. */
    REGIONAL,
    /** May be copied to the standby regions of a non-strict organization. */
    REPLICATED
}
