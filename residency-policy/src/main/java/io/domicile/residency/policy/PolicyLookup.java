package io.domicile.residency.policy;

/** What a region's policy says of one organization at one moment. */
public sealed interface PolicyLookup {

    /** The policy is there, verified and fresh. */
    record Known(OrganizationPolicy policy) implements PolicyLookup {}

    /** No entry. */
    record Unknown() implements PolicyLookup {}

    /** There is an entry, but it cannot be decoded or is not sound. */
    record Unreadable() implements PolicyLookup {}

    /** The entry is homed elsewhere and the mirror that carries it has outlived its lease. */
    record Stale() implements PolicyLookup {}

    PolicyLookup UNKNOWN = new Unknown();
    PolicyLookup UNREADABLE = new Unreadable();
    PolicyLookup STALE = new Stale();
}
