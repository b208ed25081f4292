package io.domicile.it.certificate;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import org.awaitility.Awaitility;

/** A server that shakes hands and hangs up. Its certificate can be replaced while it runs. */
final class TlsServer implements AutoCloseable {

    private final ServerSocket listener;
    private final String password;
    private final boolean demandsClientCertificate;
    private final Thread thread;
    private volatile SSLContext context;
    private final AtomicInteger served = new AtomicInteger();
    private final AtomicInteger received = new AtomicInteger();

    TlsServer(Path keys, String password, boolean demandsClientCertificate)
            throws IOException, GeneralSecurityException {
        this.password = password;
        this.demandsClientCertificate = demandsClientCertificate;
        this.context = context(keys, password);
        this.listener = new ServerSocket(0, 10, InetAddress.getLoopbackAddress());
        this.thread = new Thread(this::serve, "tls-server");
        thread.setDaemon(true);
        thread.start();
    }

    int port() {
        return listener.getLocalPort();
    }

    /** How many bytes clients have sent after the handshake, once so many have hung up. */
    int received(int clients) {
        Awaitility.await().atMost(Duration.ofSeconds(60)).until(() -> served.get() >= clients);
        return received.get();
    }

    void replace(Path keys) throws IOException, GeneralSecurityException {
        context = context(keys, password);
    }

    @Override
    public void close() {
        try {
            listener.close();
            // Until then it may accept one more
            thread.join(Duration.ofSeconds(60).toMillis());
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private void serve() {
        while (!listener.isClosed()) {
            try (Socket socket = listener.accept();
                    SSLSocket tls =
                            (SSLSocket) context.getSocketFactory().createSocket(socket, null, socket.getPort(), true)) {
                tls.setUseClientMode(false);
                tls.setNeedClientAuth(demandsClientCertificate);
                tls.startHandshake();
                received.addAndGet(tls.getInputStream().readAllBytes().length);
                served.incrementAndGet();
            } catch (IOException refusedOrClosed) {
                continue;
            }
        }
    }

    private static SSLContext context(Path keys, String password) throws IOException, GeneralSecurityException {
        KeyManagerFactory factory = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        factory.init(KeyStore.getInstance(keys.toFile(), password.toCharArray()), password.toCharArray());
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(factory.getKeyManagers(), null, null);
        return context;
    }
}
