package io.domicile.kit.policy;

import io.domicile.residency.OrganizationId;
import java.time.Duration;

/** One record of a policy topic, decoded as far as it can be. */
sealed interface PolicyRecord {

    /** A record under {@code <organization>/policy}. */
    record Entry(OrganizationId organization, EntryState state) implements PolicyRecord {}

    /** A record under {@code manifest}. */
    record ReadableManifest(Manifest manifest) implements PolicyRecord {}

    /** A tombstone or something undecodable under {@code manifest}. */
    record UnreadableManifest() implements PolicyRecord {}

    /** A readable record under {@code heartbeat}: every change written before it has been read. */
    record Heartbeat(Duration interval) implements PolicyRecord {}

    /** A record under any other key, or none, and an unreadable heartbeat. It means nothing. */
    record Foreign() implements PolicyRecord {}
}
