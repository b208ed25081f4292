package io.domicile.kit.certificate;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicReference;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509ExtendedTrustManager;
import org.jspecify.annotations.Nullable;

/**
 * The certificate that a server presents in a TLS handshake. The connection exists to read its date: it takes any
 * certificate, is closed after the handshake, and carries no data. A server that then refuses, for it wants a client's
 * certificate, has presented its own before.
 *
 * @param timeout to connect, and to wait for each of the server's words
 */
record PresentedCertificate(String host, int port, Duration timeout) implements CertificateSource {

    @Override
    public Instant expiry() throws IOException, GeneralSecurityException {
        Presented presented = new Presented();
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, new TrustManager[] {presented}, null);
        int millis = Math.toIntExact(timeout.toMillis());
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(host, port), millis);
            socket.setSoTimeout(millis);
            try (SSLSocket tls = (SSLSocket) context.getSocketFactory().createSocket(socket, host, port, true)) {
                tls.startHandshake();
            }
        } catch (IOException failed) {
            if (presented.certificate.get() == null) {
                throw failed;
            }
        }
        X509Certificate certificate = presented.certificate.get();
        if (certificate == null) {
            throw new IOException("the server presented no certificate");
        }
        return certificate.getNotAfter().toInstant();
    }

    /** Keeps the server's certificate. Nothing rests on this connection's being with whom it seems to be. */
    private static final class Presented extends X509ExtendedTrustManager {

        private final AtomicReference<@Nullable X509Certificate> certificate = new AtomicReference<>();

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type, Socket socket) {
            keep(chain);
        }

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type, SSLEngine engine) {
            keep(chain);
        }

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type) {
            keep(chain);
        }

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type, Socket socket) {
            throw new UnsupportedOperationException("this is a client");
        }

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type, SSLEngine engine) {
            throw new UnsupportedOperationException("this is a client");
        }

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type) {
            throw new UnsupportedOperationException("this is a client");
        }

        @Override
        public X509Certificate[] getAcceptedIssuers() {
            return new X509Certificate[0];
        }

        private void keep(X509Certificate[] chain) {
            if (chain.length > 0) {
                certificate.set(chain[0]);
            }
        }
    }
}
