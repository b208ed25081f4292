package io.domicile.it.certificate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.domicile.kit.catalogue.Catalogues;
import io.domicile.kit.certificate.CertificateWatch;
import io.domicile.kit.certificate.Certificates;
import io.domicile.kit.service.ServiceContext;
import io.domicile.residency.RegionId;
import io.domicile.testkit.tls.TestCertificates;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CertificateWatchIT {

    private static final RegionId HERE = new RegionId("eu-west");
    private static final Instant NOW = Instant.now();
    private static TestCertificates certificates;

    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final ServiceContext context = new ServiceContext(Catalogues.builtIn(), meters, InstantSource.fixed(NOW));
    private final Certificates sources = new Certificates(Duration.ofSeconds(60));

    @TempDir
    private Path folder;

    @BeforeAll
    static void makeCertificates() {
        certificates = TestCertificates.create();
    }

    @AfterAll
    static void removeCertificates() {
        certificates.close();
    }

    @Test
    void shouldTellHowLongAServersCertificateIsGoodAndSendNothing() throws Exception {
        try (TlsServer server = server(certificates.serverKeys());
                CertificateWatch watch = watch(kafkaAt(server.port()))) {
            watch.look();

            assertThat(value("kafka")).isCloseTo(expected(certificates.serverKeys()), within(0.01));
            assertThat(server.received(1)).isZero();
        }
    }

    @Test
    void shouldReadNegativeOnceItHasExpired() throws Exception {
        try (TlsServer server = server(certificates.expiredKeys());
                CertificateWatch watch = watch(kafkaAt(server.port()))) {
            watch.look();

            assertThat(value("kafka")).isNegative().isCloseTo(expected(certificates.expiredKeys()), within(0.01));
        }
    }

    @Test
    void shouldNoticeAReplacedCertificateAtTheNextLook() throws Exception {
        try (TlsServer server = server(certificates.expiredKeys());
                CertificateWatch watch = watch(kafkaAt(server.port()))) {
            watch.look();
            double before = value("kafka");
            server.replace(certificates.serverKeys());
            watch.look();

            assertThat(before).isNegative();
            assertThat(value("kafka")).isPositive();
        }
    }

    @Test
    void shouldTellTheFirstOfSeveralThatExpires() throws Exception {
        try (TlsServer good = server(certificates.serverKeys());
                TlsServer expired = server(certificates.expiredKeys());
                CertificateWatch watch = watch(Map.of(
                        "security.protocol",
                        "SSL",
                        "bootstrap.servers",
                        "localhost:" + good.port() + ", localhost:" + expired.port()))) {
            watch.look();

            assertThat(value("kafka")).isNegative();
        }
    }

    @Test
    void shouldReadTheCertificateOfAServerThatDemandsTheClients() throws Exception {
        try (TlsServer server = new TlsServer(certificates.serverKeys(), certificates.password(), true);
                CertificateWatch watch = watch(kafkaAt(server.port()))) {
            watch.look();

            assertThat(value("kafka")).isPositive();
        }
    }

    @Test
    void shouldHaveNoValueWhileAServerIsAwayOrSilent() throws Exception {
        TlsServer server = server(certificates.serverKeys());
        try (ServerSocket silent = new ServerSocket(0, 10, InetAddress.getLoopbackAddress());
                CertificateWatch watch = new Certificates(Duration.ofMillis(300))
                        .kafka("kafka", kafkaAt(server.port()))
                        .server("mqtt", "localhost", silent.getLocalPort())
                        .watch(context, HERE, "none")) {
            assertThat(value("kafka")).isNaN();
            server.close();
            watch.look();

            assertThat(value("kafka")).isNaN();
            assertThat(value("mqtt")).isNaN();
        }
    }

    @Test
    void shouldTellOfTheClientsOwnCertificates() throws Exception {
        Path pem = Files.writeString(
                folder.resolve("client.pem"),
                "-----BEGIN PRIVATE KEY-----\nAA==\n" + "-----END PRIVATE KEY-----\n"
                        + pem(certificates.expiredKeys()));
        sources.kafka(
                        "kafka-source",
                        Map.of(
                                "security.protocol", "SASL_SSL",
                                "ssl.keystore.location", certificates.clientKeys(),
                                "ssl.keystore.password", certificates.password()))
                .kafka(
                        "kafka-target",
                        Map.of(
                                "security.protocol", "ssl",
                                "ssl.keystore.type", "PEM",
                                "ssl.keystore.location", pem))
                .kafka(
                        "kafka",
                        Map.of(
                                "security.protocol",
                                "SSL",
                                "ssl.keystore.certificate.chain",
                                pem(certificates.clientKeys())))
                .keyStore("mqtt", certificates.clientKeys(), "wrong");
        try (CertificateWatch watch = sources.watch(context, HERE, "none")) {
            watch.look();

            assertThat(value("kafka-source-client")).isCloseTo(expected(certificates.clientKeys()), within(0.01));
            assertThat(value("kafka-target-client")).isNegative();
            assertThat(value("kafka-client")).isCloseTo(expected(certificates.clientKeys()), within(0.01));
            assertThat(value("mqtt-client")).isNaN();
        }
    }

    @Test
    void shouldHaveNoSeriesWithoutTls() {
        sources.kafka("kafka", Map.of("bootstrap.servers", "localhost:9092"))
                .kafka("kafka", Map.of("bootstrap.servers", "localhost:9092", "security.protocol", "SASL_PLAINTEXT"))
                .urls("registry", List.of("http://localhost:8081"));
        try (CertificateWatch watch = sources.watch(context, HERE, "none")) {
            watch.start();

            assertThat(meters.getMeters()).isEmpty();
        }
    }

    @Test
    void shouldLookByItselfAndLeaveNoSeriesBehind() throws Exception {
        try (TlsServer server = server(certificates.serverKeys())) {
            CertificateWatch watch = sources.urls("registry", List.of("https://localhost:" + server.port() + "/apis"))
                    .watch(context, HERE, "eu-west->eu-central");
            watch.start();
            Awaitility.await().atMost(Duration.ofSeconds(60)).until(() -> value("registry") > 0);
            watch.close();

            assertThat(meters.getMeters()).isEmpty();
        }
    }

    private static TlsServer server(Path keys) throws Exception {
        return new TlsServer(keys, certificates.password(), false);
    }

    private static Map<String, String> kafkaAt(int port) {
        return Map.of("security.protocol", "SSL", "bootstrap.servers", "localhost:" + port);
    }

    private CertificateWatch watch(Map<String, String> kafka) {
        return sources.kafka("kafka", kafka).watch(context, HERE, "none");
    }

    private double value(String kind) {
        return meters.get("domicile.certificate.expiry")
                .tag("region", "eu-west")
                .tag("kind", kind)
                .gauge()
                .value();
    }

    private static double expected(Path keys) throws Exception {
        return Duration.between(NOW, certificate(keys).getNotAfter().toInstant())
                        .toMillis()
                / 1000.0;
    }

    private static String pem(Path keys) throws Exception {
        return "-----BEGIN CERTIFICATE-----\n"
                + Base64.getMimeEncoder().encodeToString(certificate(keys).getEncoded())
                + "\n-----END CERTIFICATE-----\n";
    }

    private static X509Certificate certificate(Path keys) throws Exception {
        KeyStore store =
                KeyStore.getInstance(keys.toFile(), certificates.password().toCharArray());
        return (X509Certificate) store.getCertificate(store.aliases().nextElement());
    }
}
