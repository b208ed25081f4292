package io.domicile.testkit.tls;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.util.Arrays;
import java.util.Base64;
import java.util.Collections;

/** The entries of a store that {@link TestCertificates} made, as programs read them that know no PKCS #12. */
public final class Pem {

    private static final Base64.Encoder LINES = Base64.getMimeEncoder(64, new byte[] {'\n'});

    private Pem() {}

    /** The certificates of a store's entry, the entry's own first. */
    public static byte[] certificates(Path store, String password) {
        StringBuilder all = new StringBuilder();
        try {
            KeyStore loaded = KeyStore.getInstance(store.toFile(), password.toCharArray());
            for (Certificate certificate : chain(loaded, alias(loaded))) {
                all.append(block("CERTIFICATE", certificate.getEncoded()));
            }
        } catch (IOException | GeneralSecurityException unreadable) {
            throw new IllegalStateException("the store cannot be read", unreadable);
        }
        return all.toString().getBytes(StandardCharsets.US_ASCII);
    }

    /** The private key of a store's entry, not encrypted. */
    public static byte[] key(Path store, String password) {
        try {
            KeyStore loaded = KeyStore.getInstance(store.toFile(), password.toCharArray());
            return block(
                            "PRIVATE KEY",
                            loaded.getKey(alias(loaded), password.toCharArray()).getEncoded())
                    .getBytes(StandardCharsets.US_ASCII);
        } catch (IOException | GeneralSecurityException unreadable) {
            throw new IllegalStateException("the store cannot be read", unreadable);
        }
    }

    private static String alias(KeyStore store) throws GeneralSecurityException {
        return Collections.list(store.aliases()).get(0);
    }

    private static Iterable<Certificate> chain(KeyStore store, String alias) throws GeneralSecurityException {
        Certificate[] chain = store.getCertificateChain(alias);
        return Arrays.asList(chain == null ? new Certificate[] {store.getCertificate(alias)} : chain);
    }

    private static String block(String name, byte[] content) {
        return "-----BEGIN " + name + "-----\n" + LINES.encodeToString(content) + "\n-----END " + name + "-----\n";
    }
}
