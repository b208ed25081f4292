package io.domicile.kit.certificate;

import io.domicile.kit.service.ServiceContext;
import io.domicile.residency.RegionId;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.common.config.SslConfigs;
import org.apache.kafka.common.utils.Utils;
import org.jspecify.annotations.Nullable;

/**
 * Collects the certificates that a service's configuration leads to. What is not configured with TLS leads to none. The
 * {@code kind} of a certificate labels its meter; that of a client's own ends with {@code -client}. For one thread.
 */
public final class Certificates {

    private static final Duration TIMEOUT = Duration.ofSeconds(5);
    private static final Duration INTERVAL = Duration.ofMinutes(10);
    private static final String CLIENT = "-client";
    private static final int HTTPS = 443;

    private final Map<String, List<CertificateSource>> sources = new TreeMap<>();
    private final Duration timeout;

    /** Servers are given up after 5 s. */
    public Certificates() {
        this(TIMEOUT);
    }

    /** @param timeout to connect to a server, and to wait for each of its words */
    public Certificates(Duration timeout) {
        this.timeout = timeout;
    }

    /**
     * Those of the bootstrap servers, and the client's own.
     *
     * @param settings of any client of these brokers
     */
    public Certificates kafka(String kind, Map<String, ?> settings) {
        String protocol = text(settings, CommonClientConfigs.SECURITY_PROTOCOL_CONFIG);
        if (!protocol.toUpperCase(Locale.ROOT).endsWith("SSL")) {
            return this;
        }
        for (String address :
                text(settings, CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG).split(",", -1)) {
            String host = Utils.getHost(address.strip());
            Integer port = Utils.getPort(address.strip());
            if (host != null && port != null) {
                server(kind, host, port);
            }
        }
        String inline = text(settings, SslConfigs.SSL_KEYSTORE_CERTIFICATE_CHAIN_CONFIG);
        String file = text(settings, SslConfigs.SSL_KEYSTORE_LOCATION_CONFIG);
        if (!inline.isEmpty()) {
            add(kind + CLIENT, PemCertificate.of(inline));
        } else if (!file.isEmpty()) {
            boolean isPem = text(settings, SslConfigs.SSL_KEYSTORE_TYPE_CONFIG).equalsIgnoreCase("PEM");
            add(
                    kind + CLIENT,
                    isPem
                            ? PemCertificate.of(Path.of(file))
                            : new KeyStoreCertificate(
                                    Path.of(file), text(settings, SslConfigs.SSL_KEYSTORE_PASSWORD_CONFIG)));
        }
        return this;
    }

    /** Those behind the {@code https} among these URLs. */
    public Certificates urls(String kind, Collection<String> urls) {
        for (String each : urls) {
            URI url = URI.create(each);
            if ("https".equalsIgnoreCase(url.getScheme()) && url.getHost() != null) {
                server(kind, url.getHost(), url.getPort() < 0 ? HTTPS : url.getPort());
            }
        }
        return this;
    }

    /** That of one server, which speaks TLS. */
    public Certificates server(String kind, String host, int port) {
        return add(kind, new PresentedCertificate(host, port, timeout));
    }

    /** Those of the keys in a store of the client's own, PKCS #12 or JKS. */
    public Certificates keyStore(String kind, Path file, String password) {
        return add(kind + CLIENT, new KeyStoreCertificate(file, password));
    }

    /**
     * What measures them; it does nothing where there are none.
     *
     * @param link {@link io.domicile.kit.metrics.Labels#NONE} where it is no link's
     */
    public CertificateWatch watch(ServiceContext context, RegionId region, String link) {
        return new CertificateWatch(sources, context, region, link, INTERVAL);
    }

    private Certificates add(String kind, CertificateSource source) {
        sources.computeIfAbsent(kind, unused -> new ArrayList<>()).add(source);
        return this;
    }

    private static String text(Map<String, ?> settings, String key) {
        @Nullable Object value = settings.get(key);
        return value == null ? "" : value.toString();
    }
}
