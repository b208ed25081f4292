package io.domicile.bridge.forward;

import io.domicile.bridge.payload.PayloadEncoder;
import io.domicile.bridge.refusal.RefusalAudit;

/** What needs the schema registry before it can be made. */
public record Encoders(PayloadEncoder payloads, RefusalAudit audit) {}
