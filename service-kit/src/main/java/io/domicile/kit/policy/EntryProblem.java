package io.domicile.kit.policy;

/** Why an organization's entry cannot be relied on. */
enum EntryProblem {
    /** The key has no value: an organization never ends that way. */
    TOMBSTONE,
    /** The value is not a framed {@code OrganizationPolicyEntry}. */
    MALFORMED,
    /** The registry has no usable schema with the value's id. */
    UNKNOWN_SCHEMA,
    /** A field holds what its kind does not allow: an id, the state, the epoch. */
    ILLEGAL_FIELD,
    /** The value names another organization than the key. */
    OTHER_ORGANIZATION,
    /** The policy is not sound under the region catalogue. */
    UNSOUND
}
