package io.domicile.residency;

import java.util.Optional;

/**
 * The opaque id of an organization (a tenant).
 *
 * <p>Organization names never reach logs, metric labels or exception texts, and an id may still resemble one; {@link
 * #toString()} therefore does not show it. Use {@link #value()} where the id itself is meant.
 */
public record OrganizationId(String value) implements Comparable<OrganizationId> {

    /** @throws IllegalIdException if the text is not of the form {@code [a-z0-9][a-z0-9-]{0,62}} */
    public OrganizationId {
        OpaqueId.require("organization", value);
    }

    /** The id with this text, or empty where the text cannot be one. */
    public static Optional<OrganizationId> parse(String text) {
        return OpaqueId.isValid(text) ? Optional.of(new OrganizationId(text)) : Optional.empty();
    }

    @Override
    public int compareTo(OrganizationId other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return "organization(withheld)";
    }
}
