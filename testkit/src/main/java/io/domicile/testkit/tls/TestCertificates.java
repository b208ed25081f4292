package io.domicile.testkit.tls;

import io.domicile.testkit.io.ScratchDirectory;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Stores for tests of TLS, made by this JDK's {@code keytool}: an authority, a server and a client it signed, and another
 * authority that signed neither. The server's certificate names {@code localhost} and no address. PKCS #12, all with one
 * password.
 */
public final class TestCertificates implements AutoCloseable {

    private static final String PASSWORD = "changeit";
    private static final long TIMEOUT_SECONDS = 60;

    private final ScratchDirectory directory;
    private final KeyStore all;

    private TestCertificates(ScratchDirectory directory) throws IOException, GeneralSecurityException {
        this.directory = directory;
        Path everything = directory.path().resolve("all.p12");
        keyPair(everything, "authority", "-ext", "bc:critical=ca:true");
        keyPair(everything, "another", "-ext", "bc:critical=ca:true");
        keyPair(everything, "server", "-signer", "authority", "-ext", "san=dns:localhost");
        keyPair(everything, "address", "-signer", "authority", "-ext", "san=ip:127.0.0.1,dns:localhost");
        keyPair(everything, "client", "-signer", "authority");
        this.all = KeyStore.getInstance(everything.toFile(), PASSWORD.toCharArray());
        write(serverKeys(), "server");
        write(addressKeys(), "address");
        write(clientKeys(), "client");
        write(trusted(), "authority");
        write(anotherTrusted(), "another");
    }

    public static TestCertificates create() {
        ScratchDirectory directory = ScratchDirectory.at(null, "domicile-certificates-");
        try {
            return new TestCertificates(directory);
        } catch (IOException | GeneralSecurityException failed) {
            directory.close();
            throw new IllegalStateException("no certificates for the test", failed);
        }
    }

    public String password() {
        return PASSWORD;
    }

    /** Key and chain of {@code localhost}. */
    public Path serverKeys() {
        return directory.path().resolve("server.p12");
    }

    /** Key and chain of {@code 127.0.0.1} and {@code localhost}. */
    public Path addressKeys() {
        return directory.path().resolve("address.p12");
    }

    /** Key and chain of a client. */
    public Path clientKeys() {
        return directory.path().resolve("client.p12");
    }

    /** The authority that signed server and client. */
    public Path trusted() {
        return directory.path().resolve("trusted.p12");
    }

    /** An authority that signed nothing. */
    public Path anotherTrusted() {
        return directory.path().resolve("another.p12");
    }

    /** Key and certificate, signed by itself, of a server whose time is over. */
    public Path expiredKeys() {
        Path store = directory.path().resolve("expired.p12");
        if (!Files.exists(store)) {
            keyPair(store, "expired", "-startdate", "-5d");
        }
        return store;
    }

    @Override
    public void close() {
        directory.close();
    }

    /** A store of one entry: a key with its chain, or, of an authority, its certificate alone. */
    private void write(Path path, String alias) throws IOException, GeneralSecurityException {
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        char[] password = PASSWORD.toCharArray();
        if (all.getCertificateChain(alias).length > 1) {
            store.setKeyEntry(alias, all.getKey(alias, password), password, all.getCertificateChain(alias));
        } else {
            store.setCertificateEntry(alias, all.getCertificate(alias));
        }
        try (OutputStream file = Files.newOutputStream(path)) {
            store.store(file, password);
        }
    }

    private static void keyPair(Path store, String alias, String... more) {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-genkeypair",
                "-keystore",
                store.toString(),
                "-storetype",
                "PKCS12",
                "-storepass",
                PASSWORD,
                "-alias",
                alias,
                "-dname",
                "CN=" + alias,
                "-keyalg",
                "EC",
                "-groupname",
                "secp256r1",
                "-validity",
                "2"));
        command.addAll(List.of(more));
        try {
            Path output = store.resolveSibling(alias + ".log");
            Process keytool = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(output.toFile())
                    .start();
            if (!keytool.waitFor(TIMEOUT_SECONDS, TimeUnit.SECONDS)) {
                keytool.destroyForcibly();
                throw new IllegalStateException("keytool did not end");
            }
            if (keytool.exitValue() != 0) {
                throw new IllegalStateException("keytool failed: " + Files.readString(output));
            }
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while keytool ran", interrupted);
        }
    }
}
