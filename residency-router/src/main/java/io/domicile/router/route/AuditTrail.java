package io.domicile.router.route;

import io.domicile.kit.audit.AuditEncoder;
import io.domicile.kit.audit.AuditedDecision;
import io.domicile.kit.kafka.HeaderNames;
import io.domicile.kit.kafka.RecordHeaders;
import io.domicile.kit.topic.Topics;
import io.domicile.residency.RecordKey;
import io.domicile.residency.RegionId;
import io.domicile.residency.decision.BlockReason;
import io.domicile.residency.policy.OrganizationPolicy;
import java.time.InstantSource;
import org.apache.kafka.common.header.Headers;
import org.jspecify.annotations.Nullable;

/**
 * The audit entries of block, forward and egress: references and keyed digests, no key, stamped with the time of the
 * decision. An egress entry names no destination: the standbys are those of the policy at its epoch.
 */
final class AuditTrail {

    private final AuditEncoder encoder;
    private final InstantSource clock;

    AuditTrail(AuditEncoder encoder, InstantSource clock) {
        this.encoder = encoder;
        this.clock = clock;
    }

    Departure block(Subject subject, BlockReason reason) {
        return entry(subject, "block", reason.code(), null);
    }

    Departure forward(Subject subject, RegionId destination) {
        return entry(subject, "forward", null, destination);
    }

    Departure egress(Subject subject) {
        return entry(subject, "egress", null, null);
    }

    private Departure entry(Subject subject, String decision, @Nullable String reason, @Nullable RegionId destination) {
        Arrived arrived = subject.arrived();
        byte[] value = encoder.encode(new AuditedDecision(
                decision,
                reason,
                subject.dataClass().orElse(null),
                destination,
                subject.policy().map(OrganizationPolicy::epoch).orElse(null),
                new AuditedDecision.SourcePosition(arrived.topic().name(), arrived.partition(), arrived.offset()),
                subject.key().map(RecordKey::organization).orElse(null),
                arrived.value()));
        Headers headers = new org.apache.kafka.common.header.internals.RecordHeaders();
        RecordHeaders.add(headers, HeaderNames.CONTENT_TYPE, HeaderNames.FRAMED_AVRO);
        return new Departure(Topics.AUDIT, null, value, clock.millis(), headers);
    }
}
