package io.domicile.residency.tag;

/** What the residency headers of a record amount to. Only {@link Valid} may be believed. */
public sealed interface TagReading {

    /** All five headers, each once, each well-formed. */
    record Valid(ResidencyTag tag) implements TagReading {}

    /** None of the five headers. */
    record Absent() implements TagReading {}

    /** At least one header is there, but one is missing, empty or malformed. */
    record Malformed(String header) implements TagReading {}

    /** A header of the tag stands on the record twice, in whatever case: a sign of forgery. */
    record Doubled(String header) implements TagReading {}
}
