package io.domicile.residency.policy;

/** The life of an organization. An organization ends by {@link #REMOVED}, never by a tombstone of its policy. */
public enum OrganizationState {
    ACTIVE,
    /** Its records are quarantined until it is active again. */
    SUSPENDED,
    /** It has ended; its records are quarantined like a suspended one's. */
    REMOVED
}
