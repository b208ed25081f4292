package io.domicile.kit.audit;

import io.domicile.residency.DataClass;
import io.domicile.residency.OrganizationId;
import io.domicile.residency.RegionId;
import org.jspecify.annotations.Nullable;

/**
 * One decision as an enforcement point reports it. Organization and payload never leave the {@link AuditEncoder} but as
 * keyed digests.
 *
 * @param decision {@code block}, {@code forward}, {@code egress} or {@code refuse}
 * @param reason the reason's code; null for forward and egress
 * @param source null where the record was refused before Kafka
 * @param value null for a tombstone
 */
public record AuditedDecision(
        String decision,
        @Nullable String reason,
        @Nullable DataClass dataClass,
        @Nullable RegionId destination,
        @Nullable Long epoch,
        @Nullable SourcePosition source,
        @Nullable OrganizationId organization,
        byte @Nullable [] value) {

    /** Where a record was read. */
    public record SourcePosition(String topic, int partition, long offset) {}
}
