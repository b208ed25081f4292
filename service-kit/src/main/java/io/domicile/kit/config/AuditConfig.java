package io.domicile.kit.config;

/** How audit entries are keyed. */
public interface AuditConfig {

    /** Key of the HMAC over organizations and payloads: at least 32 bytes, base64. The home region's secret. */
    String hmacKey();
}
