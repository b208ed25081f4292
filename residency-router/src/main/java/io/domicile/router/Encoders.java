package io.domicile.router;

import io.domicile.kit.audit.AuditEncoder;
import io.domicile.kit.barrier.AcknowledgementEncoder;

/** What the router writes besides payload. Made once the schema registry has registered the schemas of both. */
record Encoders(AuditEncoder audit, AcknowledgementEncoder acknowledgements) {}
