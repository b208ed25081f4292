package io.domicile.kit.audit;

/** Turns decisions into the values of {@code residency.audit}. Safe for use by any thread; never blocks. */
public interface AuditEncoder {

    /** The framed audit entry: references and keyed digests only. */
    byte[] encode(AuditedDecision decision);
}
