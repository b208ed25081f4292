package io.domicile.bridge.refusal;

import io.domicile.bridge.admission.Admission;
import io.domicile.kit.audit.AuditEncoder;
import io.domicile.kit.audit.AuditedDecision;
import io.domicile.kit.topic.Topics;
import io.domicile.residency.policy.OrganizationPolicy;
import java.time.Instant;
import org.apache.kafka.clients.producer.ProducerRecord;

/** The audit entry of a refused message: a reference and keyed digests, no payload, no key. */
public final class RefusalAudit {

    private final AuditEncoder encoder;

    public RefusalAudit(AuditEncoder encoder) {
        this.encoder = encoder;
    }

    public ProducerRecord<byte[], byte[]> record(Admission.Refused refused, byte[] payload, Instant receivedAt) {
        OrganizationPolicy policy = refused.policy();
        byte[] entry = encoder.encode(new AuditedDecision(
                "block",
                refused.reason().code(),
                refused.dataClass(),
                policy == null ? null : policy.home(),
                policy == null ? null : policy.epoch(),
                null,
                refused.organization(),
                payload));
        return new ProducerRecord<>(Topics.AUDIT, null, receivedAt.toEpochMilli(), null, entry);
    }
}
