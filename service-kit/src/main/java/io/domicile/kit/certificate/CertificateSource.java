package io.domicile.kit.certificate;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.time.Instant;

/** Where a certificate is found. */
interface CertificateSource {

    /**
     * When it expires; of several, the first. Blocks for a bounded time.
     *
     * @throws IOException if it cannot be had
     * @throws GeneralSecurityException if it cannot be read
     */
    Instant expiry() throws IOException, GeneralSecurityException;
}
