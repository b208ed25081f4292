package io.domicile.residency;

import java.util.Optional;

/** The id of a region, such as {@code eu-west}. A region is one deployment: Kafka, MQTT broker, registry, services. */
public record RegionId(String value) implements Comparable<RegionId> {

    /** @throws IllegalIdException if the text is not of the form {@code [a-z0-9][a-z0-9-]{0,62}} */
    public RegionId {
        OpaqueId.require("region", value);
    }

    /** The id with this text, or empty where the text cannot be one. */
    public static Optional<RegionId> parse(String text) {
        return OpaqueId.isValid(text) ? Optional.of(new RegionId(text)) : Optional.empty();
    }

    @Override
    public int compareTo(RegionId other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
