package io.domicile.kit.policy;

import io.domicile.residency.policy.OrganizationPolicy;

/** What a policy topic holds under one organization's key. */
sealed interface EntryState {

    /** A policy that was decoded and is sound. */
    record Readable(OrganizationPolicy policy) implements EntryState {}

    /** Something that denies the organization. */
    record Unreadable(EntryProblem problem) implements EntryState {}
}
