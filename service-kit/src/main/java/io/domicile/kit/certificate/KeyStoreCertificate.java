package io.domicile.kit.certificate;

import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * The certificates of a key store's keys, read anew each time.
 *
 * @param file PKCS #12 or JKS
 */
record KeyStoreCertificate(Path file, String password) implements CertificateSource {

    @Override
    public Instant expiry() throws IOException, GeneralSecurityException {
        KeyStore store = KeyStore.getInstance(file.toFile(), password.toCharArray());
        List<Instant> expiries = new ArrayList<>();
        for (String alias : Collections.list(store.aliases())) {
            if (store.isKeyEntry(alias) && store.getCertificate(alias) instanceof X509Certificate certificate) {
                expiries.add(certificate.getNotAfter().toInstant());
            }
        }
        return expiries.stream().min(Instant::compareTo).orElseThrow(() -> new IOException("a store without a key"));
    }

    /** Without the password. */
    @Override
    public String toString() {
        return "key store " + file;
    }
}
