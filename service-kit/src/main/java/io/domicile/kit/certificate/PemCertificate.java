package io.domicile.kit.certificate;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The first certificate of a chain in PEM; a key beside it is not looked at. */
record PemCertificate(Text text) implements CertificateSource {

    private static final Pattern FIRST =
            Pattern.compile("-----BEGIN CERTIFICATE-----.*?-----END CERTIFICATE-----", Pattern.DOTALL);

    /** Where the text is. */
    interface Text {

        String read() throws IOException;
    }

    /** Read anew each time. */
    static PemCertificate of(Path file) {
        return new PemCertificate(() -> Files.readString(file));
    }

    static PemCertificate of(String text) {
        return new PemCertificate(() -> text);
    }

    @Override
    public Instant expiry() throws IOException, GeneralSecurityException {
        Matcher first = FIRST.matcher(text.read());
        if (!first.find()) {
            throw new IOException("a text without a certificate");
        }
        byte[] bytes = first.group().getBytes(StandardCharsets.US_ASCII);
        X509Certificate certificate = (X509Certificate)
                CertificateFactory.getInstance("X.509").generateCertificate(new ByteArrayInputStream(bytes));
        return certificate.getNotAfter().toInstant();
    }
}
